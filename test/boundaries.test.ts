import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { boundaries, layers, owners } from '../scripts/boundaries.mjs';

const root: string = fileURLToPath(new URL('..', import.meta.url));
const IMPORTS = 'lint/style/noRestrictedImports';
const GLOBALS = 'lint/style/noRestrictedGlobals';
const CYCLES = 'lint/suspicious/noImportCycles';

/** Files to plant, by path, and the rule that each must break; null for a legal file. */
const planted = new Map<string, { text: string; rule: string | null }>();
const reported = new Map<string, Set<string>>();
let folder = '';

function plant(path: string, text: string, rule: string | null): void {
  planted.set(path, { text, rule });
}

function importing(specifier: string): string {
  return `export { x } from '${specifier}';\n`;
}

for (const [layer, allowed] of Object.entries(layers)) {
  for (const other of Object.keys(layers)) {
    if (other === layer) continue;
    const rule = allowed.includes(other) ? null : IMPORTS;
    plant(`src/${layer}/imports-${other}.ts`, importing(`../${other}/x.ts`), rule);
    plant(`src/${layer}/deep/imports-${other}.ts`, importing(`../../${other}/x.ts`), rule);
  }
  for (const [name, folders] of Object.entries(owners)) {
    const rule = folders.includes(layer) ? null : IMPORTS;
    plant(`src/${layer}/imports-${name.replace(':', '-')}.ts`, importing(name), rule);
    if (name === 'ajv') plant(`src/${layer}/imports-ajv-part.ts`, importing('ajv/dist/2020.js'), rule);
  }
  plant(`src/${layer}/imports-target.ts`, importing('../../targets/local/target.ts'), IMPORTS);
  plant(
    `src/${layer}/imports-lazily.ts`,
    "export const x: unknown = await import('../../targets/local/target.ts');\n",
    IMPORTS,
  );
  plant(
    `src/${layer}/uses-process.ts`,
    'export const x: unknown = process.argv;\n',
    layer === 'cli' ? null : GLOBALS,
  );
}
plant(
  'src/plan/cycle-a.ts',
  "import { b } from './cycle-b.ts';\nexport const a: unknown = () => b;\n",
  CYCLES,
);
plant(
  'src/plan/cycle-b.ts',
  "import { a } from './cycle-a.ts';\nexport const b: unknown = () => a;\n",
  CYCLES,
);
plant('targets/local/target.ts', importing('../../src/target-kit/x.ts'), null);
plant('targets/local/own.ts', importing('./target.ts'), null);
plant('targets/local/imports-other.ts', importing('../slurm/target.ts'), IMPORTS);
plant('targets/local/imports-plan.ts', importing('../../src/plan/x.ts'), IMPORTS);
plant('targets/local/imports-node.ts', importing('node:fs'), IMPORTS);
plant('targets/local/imports-package.ts', importing('handlebars'), IMPORTS);
plant('targets/local/uses-process.ts', 'export const x: unknown = process.argv;\n', GLOBALS);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hsm-boundaries-'));
  for (const name of ['biome.json', 'biome-boundaries.json', '.gitignore']) {
    cpSync(join(root, name), join(folder, name));
  }
  execFileSync('git', ['init', '--quiet', folder]);
  for (const [path, { text }] of planted) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const biome = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/@biomejs/biome/bin/biome'),
      ...['lint', '--reporter=github', '--max-diagnostics=none', '.'],
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  expect(biome.status).toBe(1);
  for (const match of biome.stdout.matchAll(/^::error title=([^,]+),file=([^,]+),/gm)) {
    const path = match[2]?.split(`${basename(folder)}/`)[1] ?? '';
    reported.set(path, (reported.get(path) ?? new Set()).add(match[1] ?? ''));
  }
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('biome-boundaries.json is the output of scripts/boundaries.mjs', () => {
  const written: unknown = JSON.parse(readFileSync(join(root, 'biome-boundaries.json'), 'utf8'));
  expect(written).toEqual(boundaries());
});

/**
 * The imports of the modules in each folder of `src/`: other folders, and the packages and modules that have owners.
 */
function imports(): Record<string, Set<string>> {
  const imported: Record<string, Set<string>> = {};
  const source = join(root, 'src');
  const folderOf = (path: string): string => relative(source, path).split(sep)[0] ?? '';
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
    const file = join(entry.parentPath, entry.name);
    const layer = folderOf(file);
    if (layer === 'index.ts') continue;
    imported[layer] ??= new Set();
    for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(
      /\b(?:from|import\()\s*'([^']+)'/g,
    )) {
      const owned = Object.keys(owners).find((name) => `${specifier}/`.startsWith(`${name}/`));
      if (owned !== undefined) imported[layer].add(owned);
      if (!specifier.startsWith('.')) continue;
      const other = folderOf(join(dirname(file), specifier));
      if (other !== layer && other !== '..') imported[layer].add(other);
    }
  }
  return imported;
}

test('no folder is permitted to import something that it does not import', () => {
  const imported = imports();
  const unused = Object.entries(layers).flatMap(([layer, allowed]) =>
    allowed.filter((other) => !imported[layer]?.has(other)).map((other) => `${layer} → ${other}`),
  );
  // The command line uses the global instead.
  const { 'node:process': _, ...others } = owners;
  const unowned = Object.entries(others).flatMap(([name, folders]) =>
    folders.filter((layer) => !imported[layer]?.has(name)).map((layer) => `${layer} → ${name}`),
  );
  expect([...unused, ...unowned]).toEqual([]);
  expect(Object.keys(imported).sort()).toEqual(Object.keys(layers).sort());
});

test('ARCHITECTURE.md has the same table', () => {
  const rows = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').matchAll(
    /^\| `([a-z-]+)` \| .+ \| (nothing|`[a-z`, -]+`) \|$/gm,
  );
  const written = [...rows].map(([, layer, allowed = '']) => [
    layer,
    allowed === 'nothing' ? [] : allowed.replaceAll('`', '').split(', '),
  ]);
  expect(written).toEqual(Object.entries(layers));
});

test('nothing in src or templates names a scheduler, except the targets and the registry of detection', () => {
  const naming = ['src', 'templates'].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      // The batch environment of POSIX (IEEE Std 1003.2d) defines a family of schedulers, whose words these are.
      .filter((file) => !relative(root, file).startsWith(join('templates', 'batch', 'posix')))
      .filter((file) =>
        /slurm|sbatch|squeue|\bpbs|torque|qsub|qstat|\bsge|grid ?engine/i.test(readFileSync(file, 'utf8')),
      )
      .map((file) => relative(root, file))
      // The keys of other tools' files contain such words.
      .filter((file) => !file.startsWith(join('src', 'import', '')))
      // Parts that two targets share because their commands and variables are the same.
      .filter((file) => !file.startsWith(join('templates', 'batch', 'posix', ''))),
  );
  expect(naming).toEqual(['src/settings/schedulers.ts']);
});

test('every planted violation is refused by its own rule', () => {
  const missed = [...planted].filter(([path, { rule }]) => rule !== null && !reported.get(path)?.has(rule));
  expect(missed.map(([path, { rule }]) => `${path}: ${rule}`)).toEqual([]);
});

test('legal imports pass', () => {
  const refused = [...planted].filter(([path, { rule }]) => rule === null && reported.has(path));
  expect(refused.map(([path]) => path)).toEqual([]);
  expect([...planted.values()].filter(({ rule }) => rule === null).length).toBeGreaterThan(50);
});
