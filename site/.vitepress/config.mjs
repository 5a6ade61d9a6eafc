import { nav, sidebar } from '../navigation.mjs';

/** Anchors as GitHub makes them, so that one link works in both places. */
const slugify = (heading) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

// Where the site is not at the root of its host: HSM_DOCS_BASE=/hsm/ npm run docs
const base = process.env.HSM_DOCS_BASE ?? '/';

export default {
  title: 'hsm',
  description: 'The HPC Sweep Manager compiles hyperparameter sweeps to plain bash',
  srcDir: 'pages',
  base,
  head: [['link', { rel: 'icon', href: `${base}icon.svg` }]],
  markdown: {
    // Pages are Markdown as GitHub has it: no markup, no attributes in braces, and status.sh is no address.
    html: false,
    linkify: false,
    attrs: { disable: true },
    anchor: { slugify },
  },
  // The search index is one chunk, loaded when somebody searches.
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
            // The guide and the reference before pages of single codes and the history.
            boostDocument: (id) => (/^\/(diagnostics|project)\//.test(id) ? 0.4 : 1),
          },
        },
      },
    },
    footer: { message: 'MIT License' },
  },
};
