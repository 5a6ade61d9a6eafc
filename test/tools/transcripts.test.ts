import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fence, fencesOf, markdownIn, root, textOf } from '../docs/pages.ts';

/**
 * Pages of the guide are run: a block whose language is followed by a path is a file, and `console` shows commands and
 * their output. There, `…` stands for anything within a line, and as a line for any number of lines. A page, or on some
 * pages each heading, begins with an empty directory. bats/slurm-guide.bats runs `console slurm`. `UPDATE_DOCS=1`
 * writes the current output into the pages, except for outputs with `…`.
 */
const byHeading: readonly string[] = ['docs/guide/your-own-program.md'];

const update = process.env['UPDATE_DOCS'] === '1';
const edits: { readonly page: string; readonly fence: Fence; readonly text: string }[] = [];

afterAll(() => {
  // From the end of a page to its beginning, so that places stay valid.
  for (const { page, fence, text } of edits.toSorted((a, b) => b.fence.start - a.fence.start)) {
    const old = textOf(page);
    const after = old.slice(fence.start + fence.text.length);
    writeFileSync(join(root, page), `${old.slice(0, fence.start)}${text}${after}`);
  }
});

let bin = '';
beforeAll(() => {
  execFileSync('bash', ['scripts/ensure.sh', 'build'], { cwd: root, stdio: 'pipe' });
  bin = mkdtempSync(join(tmpdir(), 'hsm-bin-'));
  const program = join(bin, 'hsm');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'dist/hsm.js')}' "$@"\n`);
  chmodSync(program, 0o755);
});

interface Step {
  readonly command: string;
  readonly shown: string;
}

/** The commands of a console block, each with its output on the page. */
function stepsOf(text: string): readonly Step[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = '', ...lines] = part.split('\n');
      return { command, shown: lines.join('\n') };
    });
}

/** Whether a page's text matches the output, with `…` for anything. */
function matches(shown: string, printed: string): boolean {
  const escaped = shown.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll(/^…$\n/gm, '(?:.*\n)*').replaceAll('…', '.*')}$`).test(printed);
}

function runIn(directory: string, command: string): string {
  const { stdout } = spawnSync('bash', ['-c', `{ ${command}\n} 2>&1`], {
    cwd: directory,
    encoding: 'utf8',
    env: { PATH: `${bin}:/usr/local/bin:/usr/bin:/bin`, HOME: directory, LC_ALL: 'C.UTF-8' },
  });
  const printed = stdout.replaceAll(directory, '/home/you/project').replaceAll('\r', '').trimEnd();
  return printed === '' ? '' : `${printed}\n`;
}

/** Fences by project: all of a page, or those of each heading. */
function projectsOf(page: string): readonly (readonly [string, readonly Fence[]])[] {
  const fences = fencesOf(textOf(page));
  if (!byHeading.includes(page)) return [[page, fences]];
  const sections = [...new Set(fences.map(({ section }) => section))];
  return sections.map((name) => [`${page}: ${name}`, fences.filter(({ section }) => section === name)]);
}

function isRun({ language, words }: Fence): boolean {
  return language === 'console' && words.length === 0;
}

const projects = markdownIn('docs/guide')
  .flatMap((page) => projectsOf(page).map(([name, fences]) => ({ page, name, fences })))
  .filter(({ fences }) => fences.some(isRun));

describe.skipIf(projects.length === 0)('the guide', () => {
  test.each(projects)('the output on $name is the real one', ({ page, fences }) => {
    const directory = mkdtempSync(join(tmpdir(), 'hsm-guide-'));
    for (const fence of fences) {
      const [name = ''] = fence.words;
      if (/[./]/.test(name)) {
        mkdirSync(dirname(join(directory, name)), { recursive: true });
        writeFileSync(join(directory, name), fence.text);
        if (fence.text.startsWith('#!')) chmodSync(join(directory, name), 0o755);
      }
      if (!isRun(fence)) continue;
      const steps = stepsOf(fence.text).map((step) => ({ ...step, printed: runIn(directory, step.command) }));
      if (update && !fence.text.includes('…')) {
        const text = steps.map(({ command, printed }) => `$ ${command}\n${printed}`).join('');
        edits.push({ page, fence, text });
        continue;
      }
      for (const { command, shown, printed } of steps) {
        if (matches(shown, printed)) continue;
        expect(`$ ${command}\n${printed}`, `${page}:${fence.line}`).toBe(`$ ${command}\n${shown}`);
      }
    }
  });
});
