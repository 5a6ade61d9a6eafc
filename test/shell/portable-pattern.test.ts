import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { parsePattern } from '../../src/shell/portable-pattern.ts';

function parts(text: string): readonly string[] {
  const { pattern, problem } = parsePattern(text);
  if (pattern === undefined) throw new Error(`refused: ${problem.label}`);
  return [pattern.before, pattern.taken, pattern.after];
}

function refused(text: string): string {
  const { problem } = parsePattern(text);
  if (problem === undefined) throw new Error('not refused');
  return `${text.slice(problem.start, problem.end)}: ${problem.label}`;
}

test.each<[string, readonly string[]]>([
  ['loss: ([0-9.]+)', ['loss: ', '[0-9.]+', '']],
  ['loss', ['', 'loss', '']],
  [String.raw`(\d+\.\d+)%$`, ['', '[0-9]+[.][0-9]+', '%$']],
  ['(?:train|val) loss=(?P<loss>.+),', ['(train|val) loss=', '.+', ',']],
  [String.raw`\[\w+\]\s*(\S+)`, ['[[][A-Za-z0-9_]+[]][ \t\v\f\r]*', '[^ \t\v\f\r]+', '']],
  ['x[[:alpha:][:space:]-]', ['', 'x[A-Za-z \t\v\f\r-]', '']],
  ['[[:punct:]]', ['', '[]!-,./:-@_`{-~[\\\\^-]', '']],
  [String.raw`[\d\]^-]+`, ['', '[]0-9^-]+', '']],
  [String.raw`[^\\\w]`, ['', String.raw`[^A-Za-z0-9_\\]`, '']],
  ['{acc} (.*)', ['[{]acc[}] ', '.*', '']],
  ['[^]]', ['', '[^]]', '']],
  ['[[.]x[a[:]', ['', '[.[]x[a:[]', '']],
  ['[a^][!-/]', ['', '[a^][!-/]', '']],
  ['µ?s', ['', '(µ)?s', '']],
  [String.raw`\😀+`, ['', '(😀)+', '']],
  ['(?:^|,)(a)$', ['(^|,)', 'a', '$']],
])('%s', (text, expected) => {
  expect(parts(text)).toEqual(expected);
});

test.each<[string, string]>([
  ['', ': an empty pattern matches everywhere'],
  ['a{2}', '{2}: not every awk supports counted repetition'],
  ['a(b)(c)', '(: a second group'],
  ['(?:a(b))', '(: a group inside another'],
  ['(a)+', '+: the value would be repeated'],
  ['(a)|b', '|: alternatives outside of a group'],
  ['a.*?b', '*?: awk only has greedy repetition'],
  ['*a', '*: nothing to repeat'],
  ['(a', '(: never closed'],
  ['a)', '): no group to close'],
  ['[a', '[: never closed'],
  [String.raw`\ba`, `${String.raw`\b`}: awk does not support this escape`],
  ['(?i)a', '(?i: awk does not support this group'],
  ['(?:a|)b', '): nothing precedes this'],
  ['(?:|a)b', '|: nothing precedes this'],
  ['a|', '|: nothing follows this'],
  ['a||b', '|: nothing precedes this'],
  ['(?:)', '): nothing precedes this'],
  ['a^b', '^: a line cannot start here'],
  ['$*', '*: nothing to repeat'],
  ['[é]', '[: `é` has several bytes, but brackets match single bytes: write `(?:…|…)`'],
  ['[[:digits:]]', '[: `[:` does not work in brackets'],
  ['[a^-z]', '[: `^-z` is a range that not every awk supports'],
  [String.raw`[\d-z]`, '[: `\\d-z` is not a range'],
  [String.raw`[a-\d]`, '[: `a-\\d` is not a range'],
  ['[z-a]', '[: `z-a` is a reversed range'],
  ['()', '(): an empty group'],
])('%s is refused', (text, expected) => {
  expect(refused(text)).toBe(expected);
});

/** The result of the pattern in JavaScript, and of the translated parts in the awks of this machine. */
test('every awk finds the same text', () => {
  const line = 'epoch 3/10 [val] loss: 0.25 (best 0.21), acc=93.5% {ok} a\\b ^c-d]';
  const patterns = [
    String.raw`loss: (\d+\.\d+)`,
    String.raw`acc=([\d.]+)%`,
    String.raw`\[(\w+)\]`,
    String.raw`best ([^)]*)\)`,
    String.raw`\{([a-z]+)\}`,
    String.raw`(a\\b)`,
    String.raw`([\^\-\]cd]+)$`,
    String.raw`^epoch\s(\d+)/`,
    '(?:loss|acc): ([0-9.]+)',
    String.raw`[[.]val[\]:]`,
    '(?:^|[^o])(c[a-h])',
    '(?:^|,)(epoch)',
  ];
  const awks = [['mawk'], ['gawk'], ['busybox', 'awk'], ['original-awk'], ['awk']];
  let compared = 0;
  for (const [program = '', ...words] of awks) {
    if (spawnSync(program, [...words, 'BEGIN { }']).error !== undefined) continue;
    for (const text of patterns) {
      const [before, taken, after] = parts(text);
      const script = '{ if (match($0, whole)) print substr($0, RSTART, RLENGTH); else print "nothing" }';
      const { stdout } = spawnSync(program, [...words, `BEGIN { whole = ENVIRON["WHOLE"] } ${script}`], {
        encoding: 'utf8',
        input: `${line}\n`,
        env: { ...process.env, WHOLE: `${before}(${taken})${after}` },
      });
      expect(stdout.trimEnd(), `${program}: ${text}`).toBe(new RegExp(text).exec(line)?.[0]);
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(0);
});
