import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import Handlebars from 'handlebars';

const SUFFIX = '.sh.hbs';

/** Renders the template of a name, such as `task.sh`, with a view. */
export type Render = (template: string, view: object) => string;

/**
 * A renderer over directories of `*.sh.hbs` files. Every file is also a partial, named by its path
 * without the suffix: `{{> task/main}}`. A name in a later directory wins.
 *
 * Handlebars' strict mode misses a misspelt name in `#if` and `#each`; a test holds every template
 * against its view instead.
 */
export function createRenderer(directories: readonly string[]): Render {
  const environment = Handlebars.create();
  for (const directory of directories) {
    for (const path of templatesIn(directory)) {
      const name = relative(directory, path).replaceAll('\\', '/').slice(0, -SUFFIX.length);
      environment.registerPartial(name, readFileSync(path, 'utf8'));
    }
  }
  const options = { strict: true, noEscape: true, knownHelpersOnly: true } as const;
  return (template, view) => {
    const name = template.endsWith('.sh') ? template.slice(0, -'.sh'.length) : template;
    const source: unknown = environment.partials[name];
    if (typeof source !== 'string') throw new Error(`no template ${template}`);
    return environment.compile(source, options)(view, { partials: environment.partials as never });
  };
}

function templatesIn(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return templatesIn(path);
      return entry.name.endsWith(SUFFIX) ? [path] : [];
    });
}
