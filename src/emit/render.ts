import { templatesIn } from './templates.ts';

/** Renders a template by name, such as `task.sh`, with a view. */
export type Render = (template: string, view: object) => string;

/**
 * A renderer over directories of `*.sh.hbs`, `*.sh` and `*.awk` files. Every file is also a partial, named by its path
 * without the suffix: `{{> task/main}}`. A name in a later directory wins.
 *
 * Handlebars' strict mode misses a misspelt name in `#if` and `#each`; a test compares every template with its view instead.
 */
export function createRenderer(directories: readonly string[]): Render {
  const templates = new Map(directories.flatMap((directory) => [...templatesIn(directory)]));
  const partials = Object.fromEntries(templates);
  return (template, view) => {
    const name = template.endsWith('.sh') ? template.slice(0, -'.sh'.length) : template;
    const render = templates.get(name);
    if (render === undefined) throw new Error(`no template ${template}`);
    return render(view, { partials });
  };
}
