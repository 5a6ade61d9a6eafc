import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { layers, owners } from '../scripts/boundaries.mjs';
import { type Compilation, compile } from '../src/compiler/compile.ts';
import { renderPretty } from '../src/diagnostics/render-pretty.ts';
import { project, run } from './cli/run-main.ts';
import { languagePages } from './docs/pages.ts';
import { importing } from './import/importing.ts';

const root: string = fileURLToPath(new URL('..', import.meta.url));
const generated = new Set(['node_modules', 'dist', 'coverage', 'expected', 'outputs', 'pages']);
const pages: readonly string[] = pagesBelow(root);
const readme: string = textOf('README.md');

/** Every Markdown file that a person wrote, relative to the root. */
function pagesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name.startsWith('.') || generated.has(entry.name) ? [] : pagesBelow(path);
    }
    return entry.name.endsWith('.md') ? [relative(root, path)] : [];
  });
}

function textOf(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

/** The bodies of the fenced blocks of a language. */
function fences(text: string, language: string): readonly string[] {
  return [...text.matchAll(/^(`{3,})(\S*).*\n([\s\S]*?)^\1$/gm)]
    .filter(([, , found]) => found === language)
    .map(([, , , body = '']) => body);
}

/** Targets of links outside code, except web addresses. */
function linksOf(text: string): readonly string[] {
  const prose = text.replace(/^(`{3,})[\s\S]*?^\1$/gm, '').replace(/`[^`\n]*`/g, 'code');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link));
}

/** The names by which GitHub links to the headings of a page. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** The quickstart in a new directory, with its sweep changed. */
function quickstart(change: (sweep: string) => string = (sweep) => sweep): string {
  const copy = mkdtempSync(join(tmpdir(), 'hsm-quickstart-'));
  cpSync(join(root, 'examples/quickstart'), copy, {
    recursive: true,
    filter: (path) => !path.endsWith('outputs'),
  });
  const file = join(copy, 'sweeps/sweep.yaml');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  return copy;
}

function compileIn(workingDirectory: string): Promise<Compilation> {
  return compile({
    workingDirectory,
    sweepFile: null,
    targets: ['local'],
    options: {},
    maxRuns: null,
    name: 'first',
    environment: { PATH: process.env['PATH'] },
  });
}

function errorsOf({ diagnostics }: Compilation): string {
  const errors = diagnostics.sorted().filter(({ severity }) => severity === 'error');
  return renderPretty(errors, { color: false });
}

test.each(pages)('the links of %s have targets', (page) => {
  const broken = linksOf(textOf(page)).filter((link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(root, target))) return true;
    return anchor !== undefined && !anchorsOf(textOf(target)).includes(anchor);
  });
  expect(broken).toEqual([]);
});

test('the pages that the README and others rely on are checked', () => {
  expect(pages).toEqual(
    expect.arrayContaining(['README.md', 'ARCHITECTURE.md', 'docs/reference/emitted-directory.md']),
  );
  expect(linksOf(readme).length).toBeGreaterThan(5);
});

const language: string = languagePages.map(textOf).join('\n');
/** Tables that the pages' sweeps name. */
const tables = Object.fromEntries(
  [...language.matchAll(/```csv (\S+)\n(.*?)```/gs)].map(([, name = '', text = '']) => [name, text]),
);
const sweeps = fences(language, 'yaml').filter((text) => /^sweep:/m.test(text));

test.each(sweeps)('a sweep of the pages on the sweep language compiles:\n%s', async (sweep) => {
  const directory = project({ 'sweeps/sweep.yaml': sweep, fit: '#!/bin/sh\n', ...tables });
  chmodSync(join(directory, 'fit'), 0o755);
  const compilation = await compileIn(directory);
  expect(errorsOf(compilation)).toBe('');
  expect(compilation.files.length).toBeGreaterThan(0);
});

test('the README shows the quickstart, which compiles', async () => {
  expect(fences(readme, 'yaml')).toEqual([textOf('examples/quickstart/sweeps/sweep.yaml')]);
  expect(errorsOf(await compileIn(quickstart()))).toBe('');
});

test("the README shows the quickstart's script", async () => {
  const { files } = await compileIn(quickstart());
  const script = files.find(({ path }) => path === 'scripts/task.sh')?.content ?? '';
  const excerpts = fences(readme.split('\n## When something is wrong\n')[0] ?? '', 'bash');
  expect(excerpts.length).toBe(2);
  for (const excerpt of excerpts) expect(script).toContain(excerpt);
});

test('the README shows the output of `hsm build` and `hsm check`', async () => {
  const [built, , checked] = fences(readme, 'console');
  const { output, error } = await run(quickstart(), ['build', '--name', 'first']);
  expect(`$ hsm build --name first\n${output}${error}`).toBe(built);
  const misspelt = quickstart((sweep) => sweep.replace('grid:', 'gird:'));
  const outcome = await run(misspelt, ['check']);
  expect(outcome.code).toBe(1);
  expect(`$ hsm check\n${outcome.output}${outcome.error}`).toBe(checked);
});

test('ARCHITECTURE.md lists the boundaries that Biome enforces', () => {
  const page = textOf('ARCHITECTURE.md');
  const names = (list: readonly string[]): string =>
    list.map((name) => `\`${name}\``).join(', ') || 'nothing';
  const rows = [...page.matchAll(/^\| `([^`]+)` \| [^|]+ \| ([^|]+) \|$/gm)].map(([, name, imports]) => [
    name,
    imports,
  ]);
  expect(rows).toEqual(Object.entries(layers).map(([layer, allowed]) => [layer, names(allowed)]));
  for (const [name, folders] of Object.entries(owners)) {
    expect(page).toContain(`\n| \`${name}\` | ${names(folders)} |\n`);
  }
});

test('docs/reference/scripts.md names every option of the scripts', async () => {
  const { files } = await compileIn(quickstart());
  const page = textOf('docs/reference/scripts.md');
  for (const name of ['local.sh', 'status.sh', 'resume.sh', 'errors.sh', 'cancel.sh', 'task.sh']) {
    const script = String(files.find(({ path }) => path === `scripts/${name}`)?.content);
    const usage = script.split('\n\n')[0] ?? '';
    const section = page.split(`\n## ${name}\n`)[1]?.split('\n## ')[0] ?? '';
    const options = [...usage.matchAll(/--[a-z][a-z-]*/g)].map(([option]) => option);
    expect(options.length).toBeGreaterThan(0);
    expect(options.filter((option) => !section.includes(option))).toEqual([]);
  }
});

const comingFrom = textOf('docs/guide/coming-from.md');

/** The examples of a page about other tools: the language of the fence, the tool, and the text. */
const sideBySide = [...comingFrom.matchAll(/^```(\S+) (theirs|ours)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(
  ([, language = '', whose = '', name = '', text = '']) => ({ language, whose, name, text }),
);

test.each(sideBySide.filter(({ whose }) => whose === 'ours'))(
  'a sweep of docs/guide/coming-from.md compiles:\n$text',
  async ({ text }) => {
    const directory = project({ 'sweeps/sweep.yaml': text, 'main.py': '' });
    const compilation = await compileIn(directory);
    expect(errorsOf(compilation)).toBe('');
    expect(compilation.files.length).toBeGreaterThan(0);
  },
);

test('docs/guide/coming-from.md shows the output of `hsm import`', () => {
  const imported = sideBySide.flatMap((example, at) => {
    const next = sideBySide[at + 1];
    const isRead = next?.text.startsWith('# Imported by `hsm import`') === true;
    return example.whose === 'theirs' && isRead ? [{ theirs: example.text, ours: next.text }] : [];
  });
  expect(imported.length).toBeGreaterThan(0);
  for (const { theirs, ours } of imported) expect(importing(theirs).yaml).toBe(ours);
});
