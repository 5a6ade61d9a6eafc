// The menus of the site. A page of docs/ that is in no menu is an error.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { groupByOwner } from './stage/generated-pages.mjs';
import { sourcePages } from './stage/source-pages.mjs';

const page = (text, link) => ({ text, link });

const guide = [
  {
    text: 'Guide',
    items: [
      page('Getting started', '/guide/start'),
      page('Your own program', '/guide/your-own-program'),
      {
        text: 'On a cluster',
        link: '/guide/cluster/first-job',
        items: [
          page('Your first job', '/guide/cluster/first-job'),
          page('Limits of the cluster', '/guide/cluster/limits'),
          page('Many short tasks', '/guide/cluster/packing-and-workers'),
          page('Walltime, signals and requeueing', '/guide/cluster/requeue'),
          page('GPUs', '/guide/cluster/gpus'),
          page('Several nodes and MPI', '/guide/cluster/several-nodes'),
        ],
      },
      page('On other machines over SSH', '/guide/ssh'),
      page('When something fails', '/guide/when-something-fails'),
      page('Running the scripts yourself', '/guide/scripts'),
      page('Results', '/guide/results'),
      page('Sweeps in a repository', '/guide/repositories'),
      page('Coming from other tools', '/guide/coming-from'),
      page('For administrators', '/guide/administrators'),
    ],
  },
];

const reference = [
  {
    text: 'Reference',
    items: [
      {
        text: 'The sweep language',
        link: '/reference/sweep-language',
        items: [
          page('Blocks', '/reference/sweep-language/blocks'),
          page('Random samples', '/reference/sweep-language/samples'),
          page('Conditions', '/reference/sweep-language/conditions'),
          page('Defaults and derived parameters', '/reference/sweep-language/parameters'),
          page('Program and arguments', '/reference/sweep-language/program'),
          page('Results and replicates', '/reference/sweep-language/results'),
          page('Retries and failures', '/reference/sweep-language/failures'),
        ],
      },
      page('Commands', '/reference/commands'),
      page('Help of every command', '/reference/help'),
      page('Configuration', '/reference/configuration'),
      page('The emitted directory', '/reference/emitted-directory'),
      page('The scripts', '/reference/scripts'),
      page('Provenance', '/reference/provenance'),
      page('The report', '/reference/report'),
      page('Diagnostics', '/diagnostics/'),
      page('Benchmarks', '/reference/benchmarks'),
    ],
  },
  {
    text: 'Targets',
    items: [
      page('local', '/reference/targets/local'),
      page('Slurm', '/reference/targets/slurm'),
      page('PBS', '/reference/targets/pbs'),
      page('Torque', '/reference/targets/torque'),
      page('Grid Engine', '/reference/targets/sge'),
      page('remote', '/reference/targets/remote'),
      page('distributed', '/reference/targets/distributed'),
    ],
  },
];

const project = [
  {
    text: 'Project',
    items: [
      page('Architecture', '/project/architecture'),
      page('Contributing', '/project/contributing'),
      page('Writing', '/writing'),
      page('Changelog', '/project/changelog'),
    ],
  },
];

/** At the top of each page. */
export const nav = [
  { text: 'Guide', link: '/guide/start', activeMatch: '^/guide/' },
  { text: 'Reference', link: '/reference/sweep-language', activeMatch: '^/(reference|diagnostics)/' },
  { text: 'Examples', link: '/examples/', activeMatch: '^/examples/' },
  { text: 'Project', link: '/project/changelog', activeMatch: '^/project/' },
];

/** Next to each page, by the beginning of its path. */
export function sidebar() {
  const menus = {
    '/guide/': guide,
    '/reference/': reference,
    ...diagnosticsMenus(),
    '/examples/': examplesMenu(),
    '/project/': project,
    '/writing': project,
  };
  const listed = JSON.stringify(menus);
  const missing = [...sourcePages().values()].filter(
    (path) => !listed.includes(`"/${path.replace(/\.md$/, '')}"`),
  );
  if (missing.length > 0) throw new Error(`in no menu of site/navigation.mjs: ${missing.join(', ')}`);
  return menus;
}

function examplesMenu() {
  const items = [...sourcePages().values()]
    .filter((path) => path.startsWith('examples/'))
    .map((path) => path.replace(/\.md$/, ''))
    .map((path) => page(path.slice('examples/'.length), `/${path}`));
  return [{ text: 'Examples', link: '/examples/', items }];
}

/** Each page lists only the codes of its own layer: all codes on each page would be most of the site. */
function diagnosticsMenus() {
  const file = fileURLToPath(new URL('pages/codes.json', import.meta.url));
  const codes = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  const all = page('All diagnostics', '/diagnostics/');
  const menus = [...groupByOwner(codes)].map(([text, kinds]) => {
    const [start] = /^[A-Z]+\d/.exec(kinds[0].code);
    const items = kinds.map(({ code, title }) => page(`${code} ${title}`, `/diagnostics/${code}`));
    return [`/diagnostics/${start}`, [all, { text, items }]];
  });
  return Object.fromEntries([['/diagnostics/', reference], ...menus]);
}
