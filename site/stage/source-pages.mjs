// The Markdown files of the repository that are pages of the site, and their paths on it.
import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const projectPages = {
  'ARCHITECTURE.md': 'project/architecture.md',
  'CONTRIBUTING.md': 'project/contributing.md',
  'CHANGELOG.md': 'project/changelog.md',
};

/** Folders and pages that links name, and the pages that the site shows for them. */
const standIns = {
  'docs/README.md': 'index.md',
  'docs/diagnostics': 'diagnostics/index.md',
  'docs/diagnostics/batch': 'diagnostics/index.md',
  'docs/diagnostics/batch/README.md': 'diagnostics/index.md',
  examples: 'examples/index.md',
};

/** From the path of each file in the repository to its path on the site. */
export function sourcePages() {
  const pages = new Map(Object.entries(projectPages));
  for (const path of markdownBelow('docs')) {
    if (!(path in standIns) && !path.startsWith('docs/diagnostics/'))
      pages.set(path, path.slice('docs/'.length));
  }
  for (const name of foldersIn('targets'))
    pages.set(`targets/${name}/README.md`, `reference/targets/${name}.md`);
  for (const name of foldersIn('examples')) pages.set(`examples/${name}/README.md`, `examples/${name}.md`);
  return pages;
}

/** The page of the site for a link to a path of the repository; undefined if the site has none. */
export function pageFor(path, pages) {
  const code = /^docs\/diagnostics\/([A-Z]+\d+)\.md$/.exec(path);
  if (code !== null) return `diagnostics/${code[1]}.md`;
  // A page that all schedulers share; the site has one per scheduler.
  const shared = /^docs\/diagnostics\/batch\/(\d+)\.md$/.exec(path);
  if (shared !== null) return `diagnostics/SLURM${shared[1]}.md`;
  return standIns[path] ?? pages.get(path) ?? pages.get(posix.join(path, 'README.md'));
}

function foldersIn(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function markdownBelow(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) return markdownBelow(path);
      return entry.name.endsWith('.md') ? [path] : [];
    })
    .sort();
}
