import { nav, sidebar } from '../navigation.mjs';

/** The same anchors as on GitHub, so that a link works in both places. */
const slugify = (heading) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** A block whose language is followed by a path, or by `theirs` or `ours`, shows this word instead of the language. */
function nameFiles(markdown) {
  const renderFence = markdown.renderer.rules.fence;
  markdown.renderer.rules.fence = (tokens, index, ...rest) => {
    const [, ...words] = tokens[index].info.trim().split(/\s+/);
    const name = words.find((word) => /[./]|^(?:theirs|ours)$/.test(word));
    const html = renderFence(tokens, index, ...rest);
    if (name === undefined) return html;
    return html.replace(
      /<span class="lang">[^<]*</,
      () => `<span class="lang">${markdown.utils.escapeHtml(name)}<`,
    );
  };
}

// If the site is not at the root of its host: HSM_DOCS_BASE=/hsm/ npm run docs
const base = process.env.HSM_DOCS_BASE ?? '/';

export default {
  title: 'hsm',
  description: 'The HPC Sweep Manager compiles hyperparameter sweeps to plain bash',
  srcDir: 'pages',
  base,
  head: [['link', { rel: 'icon', href: `${base}icon.svg` }]],
  markdown: {
    // Pages are GitHub's Markdown: no HTML, no attributes in braces, and status.sh is not a URL.
    html: false,
    linkify: false,
    attrs: { disable: true },
    anchor: { slugify },
    config: nameFiles,
  },
  // The search index is one chunk, which is loaded at the first search.
  vite: { build: { chunkSizeWarningLimit: 4000 } },
  themeConfig: {
    nav,
    sidebar: sidebar(),
    outline: [2, 3],
    externalLinkIcon: true,
    search: {
      provider: 'local',
      options: {
        miniSearch: {
          searchOptions: {
            // A short word matches neither longer words that start with it nor similar words.
            prefix: (term) => term.length > 3,
            fuzzy: (term) => (term.length > 5 ? 0.2 : false),
            combineWith: 'AND',
            // The guide and the reference come before the pages of single codes and the changelog.
            boostDocument: (id) => (/^\/(diagnostics|project)\//.test(id) ? 0.4 : 1),
          },
        },
      },
    },
    footer: { message: 'MIT License' },
  },
};
