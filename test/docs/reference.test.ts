import { expect, test } from 'vitest';
import type { CommandContext } from '../../src/cli/context.ts';
import { createProgram } from '../../src/cli/program.ts';
import { registry } from '../../src/cli/registry.ts';
import { listTargets, loadTarget } from '../../src/compiler/discover-targets.ts';
import { packagePaths } from '../../src/compiler/package-paths.ts';
import { Diagnostics } from '../../src/diagnostics/diagnostics.ts';
import { projectSchema, sweepSchema } from '../../src/schema/schemas.ts';
import { languagePages, textOf } from './pages.ts';

const program = await createProgram(registry, {} as unknown as CommandContext, () => {}, []);
const paths = packagePaths();

/** Names of keys in a JSON Schema, at any depth. */
function keysOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => [
    ...(key === 'properties' ? Object.keys(value) : []),
    ...keysOf(value),
  ]);
}

/** Names that occur in the page's code, as `name`, `name: …`, `a.name` or in a block. */
function missingFrom(pages: readonly string[], names: readonly string[]): readonly string[] {
  const text = pages.map(textOf).join('\n');
  const code = [...text.matchAll(/```[\s\S]*?```|`[^`\n]+`/g)].map(([found]) => found).join('\n');
  return [...new Set(names)].filter((name) => !new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(code));
}

test('docs/reference/commands.md has a section for each command, with its other names', () => {
  const page = textOf('docs/reference/commands.md');
  for (const command of program.commands.filter((each) => each.name() !== 'help')) {
    expect(page).toContain(`\n## hsm ${command.name()}\n`);
    for (const alias of command.aliases()) expect(page).toContain(`hsm ${alias}`);
  }
});

test('docs/reference/commands.md names every option', () => {
  const options = program.commands.flatMap((command) => [
    ...command.options,
    ...command.commands.flatMap((below) => below.options),
  ]);
  const page = textOf('docs/reference/commands.md');
  const long = [...new Set(options.flatMap(({ long: name }) => name ?? []))];
  expect(long.filter((name) => !page.includes(name))).toEqual([]);
});

const targetPages = listTargets(paths).map((name) => `targets/${name}/README.md`);

test('docs/reference/configuration.md and the pages of targets name every key of the project file', () => {
  expect(missingFrom(['docs/reference/configuration.md', ...targetPages], keysOf(projectSchema))).toEqual([]);
});

test('the pages of the sweep language and configuration.md name every key of the sweep file', () => {
  const pages = [...languagePages, 'docs/reference/configuration.md'];
  expect(missingFrom(pages, keysOf(sweepSchema))).toEqual([]);
});

test.each(listTargets(paths))('the page of the target %s names every option', async (name) => {
  const target = await loadTarget(name, paths, new Diagnostics());
  const options = keysOf(target?.options);
  expect(options.length).toBeGreaterThan(0);
  expect(missingFrom([`targets/${name}/README.md`], options)).toEqual([]);
});
