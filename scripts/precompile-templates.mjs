// An esbuild plugin that compiles the templates at build time: the shared ones and those of every target. They replace
// src/emit/templates.ts, so that the program loads a fifth of Handlebars and parses nothing.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import Handlebars from 'handlebars';

/** As in src/emit/templates.ts. */
const SUFFIXES = ['.sh.hbs', '.sh', '.awk'];
const settings = { strict: true, noEscape: true, knownHelpersOnly: true };

/** `targets` are the folders of the targets, relative to the root. */
export function precompileTemplates(root, targets) {
  return {
    name: 'precompile-templates',
    setup({ onLoad }) {
      onLoad({ filter: /src[\\/]emit[\\/]templates\.ts$/ }, () => {
        const folders = ['templates', ...targets.map((folder) => `${folder}/templates`)];
        const sets = folders.filter((folder) => existsSync(join(root, folder)));
        return { contents: moduleOf(root, sets), loader: 'js', resolveDir: root };
      });
    },
  };
}

/** The code of a `templatesIn` that knows only these folders of the package. */
function moduleOf(root, folders) {
  const sets = folders.map((folder) => {
    const templates = readdirSync(join(root, folder), { recursive: true }).flatMap((path) => {
      const suffix = SUFFIXES.find((one) => path.endsWith(one));
      if (suffix === undefined) return [];
      const name = path.replaceAll(sep, '/').slice(0, -suffix.length);
      return [`[${JSON.stringify(name)}, ${codeOf(readFileSync(join(root, folder, path), 'utf8'), suffix)}]`];
    });
    return `[${JSON.stringify(`/${folder}`)}, () => [${templates.join(',\n')}]]`;
  });
  // The longest folder comes first, because one may end like another.
  return `import Handlebars from 'handlebars/runtime.js';
const sets = [${sets.join(',\n')}].sort(([a], [b]) => b.length - a.length);
export function templatesIn(directory) {
  const path = directory.replaceAll('\\\\', '/');
  const found = sets.find(([folder]) => path.endsWith(folder));
  if (found === undefined) throw new Error('no templates were made at build for ' + directory);
  return new Map(found[1]().map(([name, code]) => [name, template(code)]));
}
const template = (code) => (typeof code === 'string' ? () => code : Handlebars.template(code));`;
}

function codeOf(text, suffix) {
  return suffix === '.sh.hbs' ? Handlebars.precompile(text, settings) : JSON.stringify(text);
}
