import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import Handlebars from 'handlebars';

const SUFFIX = '.sh.hbs';

/** As in scripts/precompile-templates.mjs. */
const settings = { strict: true, noEscape: true, knownHelpersOnly: true } as const;

export type Template = Handlebars.TemplateDelegate;

/**
 * The templates in the `*.sh.hbs` files of a directory, by their path without the suffix. This is what tests run; the
 * build puts templates that are compiled already in place of this module.
 */
export function templatesIn(directory: string): ReadonlyMap<string, Template> {
  const found = pathsIn(directory).map((path): [string, Template] => [
    relative(directory, path).replaceAll('\\', '/').slice(0, -SUFFIX.length),
    Handlebars.compile(readFileSync(path, 'utf8'), settings),
  ]);
  return new Map(found);
}

function pathsIn(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return pathsIn(path);
    return entry.name.endsWith(SUFFIX) ? [path] : [];
  });
}
