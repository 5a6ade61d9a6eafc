import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packagePaths } from '../../src/compiler/package-paths.ts';
import { targetNames } from '../golden/cases.ts';

const { partials, targetTemplates } = packagePaths();

/** The files below `templates/`, shared and of every target, whose names end in the given way. */
export function templateFiles(...suffixes: readonly string[]): readonly string[] {
  const folders = [partials, ...targetNames.map((name) => join(targetTemplates, name, 'templates'))];
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => suffixes.some((suffix) => path.endsWith(suffix)))
      .map((path) => join(folder, path)),
  );
}
