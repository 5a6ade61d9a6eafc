import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Habits that docs/writing.md rules out, with what to write instead. Patterns with `i` ignore case. */
const HABITS: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\b(?:a|one) (?:file|line|row|task|job) an? (?:task|job|command|value|array|row|file)\b/i, 'use "per"'],
  [/\bend(?:s|ed)? badly\b/i, 'write "failed"'],
  [/\bis said by\b/i, 'write "is set through"'],
  [/\bis told by\b/i, 'write "is recognised by" or name what decides'],
  [/\bso it is (?:no|not|said|told)\b/i, 'split the sentence'],
  [/\bmay be given again\b/i, 'write "(repeatable)"'],
  [/\bof which unit\b/i, 'write "missing unit"'],
  [/\bbegin so\b/i, 'say what is ambiguous'],
  [/\bwhich nobody has\b/i, 'write "missing"'],
  [/\blooked at anew\b/i, 'write "checked again"'],
  [/\bis none of the\b/i, 'write "is not one of the"'],
  [/\b(?:where|as) it is there\b/i, 'write "if it exists" or "if installed"'],
  [/\bcannot be had\b/i, 'write "is not available"'],
  [/\bleave it out\b/i, 'write "remove it"'],
  [/\bcannot tell what\b/i, 'write "cannot determine"'],
  [/\bare asked for\b/i, 'write "are requested" or "are selected"'],
  [/\bso many days\b/i, 'write "the last N days"'],
  [/\bin so many (?:days|seconds|minutes)\b/i, 'name the number'],
  [/\bif not said\b/i, 'write "(default: …)"'],
  [/\bthose that a file lists\b/i, 'write "those listed in a file"'],
  [/\bas well as keeping\b/i, 'write "in addition to"'],
  [/\bsay (?:what|which|that) would\b/i, 'write "show" or "list"'],
  [/['"`]there (?:is|are) (?:a|an|no)\b/, 'start with the thing itself: "no sweep …"'],
  [/\banew\b/i, 'write "again"'],
  [/\bbeside\b/i, 'write "next to" or "at the same time as"'],
  [/\bbut for\b/i, 'write "except"'],
  [/\bby itself\b/i, 'write "automatically", or name who does it'],
  [/\b(?:go|goes|went|going) on\b/i, 'write "continue"'],
  [/\b(?:goes|puts?|gives?|brings?|brought) back\b/i, 'write "is requeued", "restore" or "fetch"'],
  [/\bexit status(?:es)?\b/i, 'write "exit code"'],
  [/\b(?:ran|runs?|is|are) out of time\b/i, 'write "timed out"'],
  [/\bd(?:o|oes|id) not answer\b/i, 'write "is not responding"'],
  [/\b(?:is|are|was|were) said\b/i, 'write "is reported", "is set" or "is shown"'],
  [/\b(?:says|tells) (?:what|which|whether|that|how|why|where)\b/i, 'write "shows", "reports" or "contains"'],
  [/\bsays so\b/i, 'write "reports it"'],
  [/\bwhat(?:ever)? became of\b/i, 'write "the result of" or "however it ended"'],
  [/\bat work\b/i, 'write "running" or "active"'],
  [/\bread alike\b/i, 'write "read the same way"'],
];

/** Sentences that are right as they are: the file, a part of the line, and the reason. */
const EXCEPTIONS: readonly (readonly [file: string, part: string, reason: string])[] = [
  ['src/target-kit/batch/posix-scheduler.ts', 'make a job an array', 'two objects of "make", not a ratio'],
];

/** Messages, help, comments, pages and tests. Without the goldens, which are made from these. */
const FILES = execFileSync('git', ['ls-files'], { encoding: 'utf8' })
  .split('\n')
  .filter((path) => /\.(?:ts|mjs|sh|hbs|awk|py|bats|bash|md|yml)$/.test(path))
  .filter((path) => !/\/(?:expected|cases|rejected|[a-z-]*golden)\//.test(path))
  .filter((path) => path !== 'docs/writing.md' && path !== 'test/plain-english.test.ts');

const isExcepted = (path: string, line: string): boolean =>
  EXCEPTIONS.some(([file, part]) => path === file && line.includes(part));

test('messages, help, comments and pages follow docs/writing.md', () => {
  const found = FILES.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line, index) => {
        const habit = HABITS.find(([pattern]) => pattern.test(line));
        if (habit === undefined || isExcepted(path, line)) return [];
        return [`${path}:${index + 1}: ${line.trim()} -> ${habit[1]}`];
      }),
  );
  expect(found).toEqual([]);
});

test.each([
  'show a line a task instead of a progress bar',
  '8 of 8 tasks ended badly',
  '`--time` is said by the option `walltime`',
  'what this host left unfinished is lost; may be given again',
  "  help: 'there is no metric of numbers in the results',",
  'how many lines to show; 5, if not said',
  '# The program goes on by itself.',
  "@test 'while Slurm does not answer, the exit status says so' {",
])('the check finds: %s', (line) => {
  expect(HABITS.some(([pattern]) => pattern.test(line))).toBe(true);
});

test('every exception is still needed', () => {
  for (const [file, part] of EXCEPTIONS) {
    const line = readFileSync(file, 'utf8')
      .split('\n')
      .find((each) => each.includes(part));
    expect(line, `${file}: ${part}`).toBeDefined();
    expect(HABITS.some(([pattern]) => pattern.test(line ?? ''))).toBe(true);
  }
});
