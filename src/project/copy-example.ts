import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, relative } from 'node:path';
import { commandDiagnostics } from '../diagnostics/catalogue/command.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import { quoted } from '../diagnostics/quoted.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { tryToWrite } from '../diagnostics/try-to-write.ts';

/** Folders that running an example creates in it. */
const leftBehind: ReadonlySet<string> = new Set(['outputs', '__pycache__']);

/** The names of the examples in the package's folder, sorted. */
export function listExamples(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'README.md')))
    .map(({ name }) => name)
    .sort();
}

/**
 * Copies an example of the package to a new folder of the same name in `parent`, completely or not at all. `schemas` is
 * the package's folder of JSON Schemas; the copy only refers to it if it is inside the new folder's project. Returns
 * the folder's name, or null after an error.
 */
export function copyExample(
  name: string,
  examples: string,
  schemas: string,
  parent: string,
  diagnostics: Diagnostics,
): string | null {
  const names = listExamples(examples);
  if (!names.includes(name)) {
    const close = didYouMean(name, names);
    const help = close === undefined ? `the examples are ${quoted(names)}` : `did you mean \`${close}\`?`;
    diagnostics.add(diagnose(commandDiagnostics.exampleUnknown, { name }, { help }));
    return null;
  }
  const target = join(parent, name);
  if (existsSync(target)) {
    const help = 'run the command in another directory, or rename the existing folder';
    diagnostics.add(diagnose(commandDiagnostics.exampleExists, { name }, { help }));
    return null;
  }
  return tryToWrite(name, diagnostics, () => {
    const unfinished = mkdtempSync(join(parent, '.hsm-example-'));
    try {
      const copy = join(unfinished, name);
      cpSync(join(examples, name), copy, {
        recursive: true,
        filter: (path) => !leftBehind.has(basename(path)),
      });
      adaptTexts(copy, schemaFolder(parent, schemas));
      renameSync(copy, target);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
    return name;
  });
}

/** Paths from the example into the rest of the repository are only valid in the repository. */
function adaptTexts(copy: string, schemas: string | null): void {
  for (const path of readdirSync(copy, { recursive: true, encoding: 'utf8' })) {
    const file = join(copy, path);
    if (path.endsWith('.md')) writeFileSync(file, withoutOuterLinks(readFileSync(file, 'utf8')));
    if (/\.ya?ml$/.test(path)) writeFileSync(file, withSchema(readFileSync(file, 'utf8'), schemas));
  }
}

/** Replaces a link to a page of the repository by its text and the page's name. */
function withoutOuterLinks(text: string): string {
  return text.replace(/\[([^\]]*)\]\((?:\.\.\/)+([^)#]*)[^)]*\)/g, '$1 (`$2` of hsm)');
}

function withSchema(text: string, schemas: string | null): string {
  return text.replace(/^(# yaml-language-server: \$schema=).*\/(.*)\n/, (_, start: string, file: string) =>
    schemas === null ? '' : `${start}${schemas}/${file}\n`,
  );
}

/**
 * Relative to the `sweeps` folder of the copy; null if the package is outside the project, because its path differs
 * between machines.
 */
function schemaFolder(parent: string, schemas: string): string | null {
  const below = relative(parent, schemas);
  return below.startsWith('..') ? null : join('..', '..', below);
}
