// Links between files of the repository become links between pages of the site.
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { pageFor, root } from './source-pages.mjs';

/** The web address of the repository; without it, links to files that are not pages become plain text. */
const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/**
 * The text of a page with its links rewritten for the site. `from` is its path in the repository, `to` on the site;
 * `keepImage` gets both paths of each picture.
 */
export function rewriteLinks(text, { from, to, pages, keepImage }) {
  return outsideOfFences(text, (prose) =>
    prose.replace(/(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)/g, (whole, isImage, label, link) => {
      if (/^[a-z]+:/.test(link) || link.startsWith('#')) return whole;
      const [path = '', anchor] = link.split('#');
      const target = posix.normalize(posix.join(posix.dirname(from), path)).replace(/\/$/, '');
      if (isImage === '!') {
        const image = posix.join(posix.dirname(to), posix.basename(target));
        keepImage(target, image);
        return `![${label}](./${posix.basename(target)})`;
      }
      const page = pageFor(target, pages);
      const suffix = anchor === undefined ? '' : `#${anchor}`;
      if (page !== undefined) return `[${label}](${relative(posix.dirname(to), page)}${suffix})`;
      // A link to nothing stays as it is: the build of the site reports it.
      if (!existsSync(join(root, target))) return whole;
      return repository === undefined ? label : `[${label}](${addressOf(target)}${suffix})`;
    }),
  );
}

function relative(folder, page) {
  const path = posix.relative(folder, page);
  return path.startsWith('.') ? path : `./${path}`;
}

function addressOf(path) {
  const address = typeof repository === 'string' ? repository : repository.url;
  return `${address.replace(/^git\+|\.git$/g, '')}/blob/main/${path}`;
}

/** Applies a change to the text outside of fences. */
function outsideOfFences(text, change) {
  return text
    .split(/(^(`{3,})[\s\S]*?^\2$)/m)
    .map((part, index) => (index % 3 === 0 ? change(part) : index % 3 === 1 ? part : ''))
    .join('');
}
