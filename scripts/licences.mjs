import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';

const RULE = `\n${'-'.repeat(78)}\n\n`;

/** The licences and notices of all packages in the bundles, which require this, from esbuild's metadata. */
export function licencesOf(root, ...metafiles) {
  const folders = new Set();
  for (const input of metafiles.flatMap(({ inputs }) => Object.keys(inputs))) {
    const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (match) folders.add(match[1]);
  }
  const texts = new Set([...folders].sort().map((folder) => textOf(resolve(root, folder))));
  return [...texts].join(RULE);
}

function textOf(folder) {
  const texts = licenceFiles(folder).map((path) => readFileSync(path, 'utf8').trim());
  const name = folder.slice(folder.lastIndexOf(`node_modules${sep}`) + 'node_modules/'.length);
  return `${[name, ...(texts.length > 0 ? texts : ['(see package)'])].join('\n\n')}\n`;
}

/** A package may have a folder of licences for code that it has taken from others. */
function licenceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => /^(licen[cs]e|notice)/i.test(name))
    .map((entry) => join(folder, entry.name))
    .sort()
    .flatMap((path) =>
      statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path],
    );
}
