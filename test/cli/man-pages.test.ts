import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { manPages } from '../../src/cli/man-pages.ts';
import { registry } from '../../src/cli/registry.ts';
import { roffText } from '../../src/cli/roff.ts';
import { run } from './run-main.ts';

const pages = await manPages();

function isHere(program: string): boolean {
  return spawnSync(program, ['-h']).error === undefined;
}

/** A page as a reader sees it, with very long lines. */
function rendered(page: string): string {
  return execFileSync('mandoc', ['-T', 'utf8', '-O', 'width=400'], { input: page, encoding: 'utf8' }).replace(
    /.\u0008/g,
    '',
  );
}

test('hsm and every command have a page, and the package lists them all', () => {
  const below = (name: string): readonly string[] =>
    name === 'remote'
      ? ['add', 'list', 'test', 'health', 'gpus', 'clean', 'remove'].map((each) => `hsm-remote-${each}.1`)
      : [];
  const names = ['hsm.1', ...registry.flatMap(({ name }) => [`hsm-${name}.1`, ...below(name)])];
  expect([...pages.keys()]).toEqual(names);
  expect([...packageJson.man].sort()).toEqual(names.map((name) => `./dist/man/${name}`).sort());
});

test.skipIf(!isHere('mandoc'))('the pages are clean under mandoc', () => {
  const directory = mkdtempSync(join(tmpdir(), 'hsm-man-'));
  for (const [name, text] of pages) writeFileSync(join(directory, name), text);
  const { stdout, status } = spawnSync('mandoc', ['-T', 'lint', ...pages.keys()], {
    cwd: directory,
    encoding: 'utf8',
  });
  // A date would make the pages change from day to day.
  const findings = stdout.split('\n').filter((line) => line !== '' && !line.includes('missing date'));
  expect(findings).toEqual([]);
  expect(status).not.toBe(null);
});

test.skipIf(!isHere('mandoc'))(
  'a page contains the text of --help: every option and the example',
  async () => {
    for (const { name, aliases } of registry) {
      const page = rendered(pages.get(`hsm-${name}.1`) ?? '').replace(/\s+/g, ' ');
      const { output } = await run('/', [name, '--help']);
      const options = [...output.matchAll(/^ {2}(-.*?) {2,}/gm)].map(([, term = '']) => term);
      expect(options.length).toBeGreaterThan(0);
      for (const term of [...options, output.split('$ ')[1]?.trim() ?? '-', ...aliases])
        expect(page).toContain(term);
    }
  },
);

test.skipIf(!isHere('mandoc'))('text comes out of roff as it went in', () => {
  const texts = ['.TH x', "'quoted' `code`", 'a\\nb \\fBc', '--no-retry ~/x ^', '"…" 10 % – é', '-'];
  for (const text of texts) {
    const page = `.TH X 1 "" "" ""\n.SH NAME\nx \\- y\n.SH TEXT\n${roffText(text)}\n`;
    expect(rendered(page)).toContain(text);
  }
  // groff prints a hyphen that is not escaped as a typographic one, which does not work on a command line.
  expect(roffText('--no-retry')).toBe('\\-\\-no\\-retry');
});
