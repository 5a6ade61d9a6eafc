// Who may import whom. `node scripts/boundaries.mjs` writes biome-boundaries.json, which biome.json extends;
// test/boundaries.test.ts plants a violation of every rule and checks that Biome refuses it.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Each folder of src/ and the other folders that it may import. */
export const layers = {
  source: [],
  plan: [],
  program: ['plan'],
  shell: [],
  diagnostics: ['source'],
  argv: ['plan'],
  syntax: ['source', 'diagnostics', 'plan'],
  'hydra-config': ['program', 'syntax'],
  schema: ['source', 'diagnostics', 'syntax'],
  settings: ['source', 'diagnostics', 'plan', 'syntax'],
  check: [
    ...['source', 'diagnostics', 'plan', 'shell', 'program', 'hydra-config', 'argv', 'syntax', 'settings'],
  ],
  import: ['source', 'diagnostics', 'plan', 'syntax'],
  project: [
    ...['source', 'diagnostics', 'plan', 'program', 'hydra-config', 'syntax', 'schema', 'settings'],
    ...['import'],
  ],
  compare: ['plan', 'argv'],
  'target-kit': ['source', 'diagnostics', 'plan', 'shell', 'settings'],
  emit: ['plan', 'shell', 'argv', 'target-kit'],
  'sweep-directory': ['diagnostics', 'plan', 'shell', 'argv', 'settings', 'target-kit'],
  compiler: [
    ...['diagnostics', 'plan', 'shell', 'syntax', 'schema', 'settings', 'check', 'project', 'target-kit'],
    ...['emit', 'sweep-directory'],
  ],
  report: ['plan', 'shell', 'argv', 'sweep-directory'],
  'report-page': ['report'],
  cli: [
    ...['diagnostics', 'plan', 'shell', 'program', 'argv', 'syntax', 'settings', 'project', 'target-kit'],
    ...['sweep-directory', 'compiler', 'report', 'compare', 'import'],
  ],
};

/** Packages and modules of Node that only some folders may import. */
export const owners = {
  yaml: ['syntax'],
  ajv: ['schema'],
  'decimal.js': ['check', 'import'],
  'pure-rand': ['check'],
  '@marcbachmann/cel-js': ['check'],
  handlebars: ['emit'],
  'fs-extra': ['sweep-directory'],
  commander: ['cli'],
  diff: ['compiler'],
  papaparse: ['syntax', 'report'],
  echarts: ['report-page'],
  'node:process': ['cli'],
  'node:child_process': ['cli'],
  'node:fs': ['project', 'emit', 'sweep-directory', 'compiler', 'cli'],
};

const noTargets = {
  group: ['**/targets/**'],
  message: 'src never imports a target: the compiler discovers them',
};

function rule(includes, name, options) {
  const level = options === 'off' ? 'off' : { level: 'error', options };
  return { includes, linter: { rules: { style: { [name]: level } } } };
}

function layerRule(layer, allowed) {
  const others = Object.keys(layers).filter((other) => other !== layer && !allowed.includes(other));
  const patterns = [noTargets];
  if (others.length > 0) {
    // A single brace would be literal text.
    const group = others.length > 1 ? `**/{${others.join(',')}}/**` : `**/${others[0]}/**`;
    patterns.push({ group: [group], message: `${layer} may import ${allowed.join(', ') || 'nothing'}` });
  }
  for (const [name, folders] of Object.entries(owners)) {
    if (folders.includes(layer)) continue;
    patterns.push({ group: [name, `${name}/**`], message: `only ${folders.join(', ')} may import ${name}` });
  }
  return rule([`src/${layer}/**`], 'noRestrictedImports', { patterns });
}

/** The content of biome-boundaries.json. */
export function boundaries() {
  return {
    overrides: [
      rule(['src/**', 'targets/**', '!**/*.test.ts'], 'noRestrictedGlobals', {
        deniedGlobals: { process: 'only cli may use process' },
      }),
      rule(['src/cli/**'], 'noRestrictedGlobals', 'off'),
      rule(['src/*'], 'noRestrictedImports', { patterns: [noTargets] }),
      ...Object.entries(layers).map(([layer, allowed]) => layerRule(layer, allowed)),
      rule(['targets/*/**', '!**/*.test.ts'], 'noRestrictedImports', {
        patterns: [
          {
            group: ['**', '!./**', '!../../src/target-kit/**'],
            message: 'a target imports src/target-kit and itself only',
          },
        ],
      }),
    ],
  };
}

const configuration = fileURLToPath(new URL('../biome-boundaries.json', import.meta.url));
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(configuration, `${JSON.stringify(boundaries(), null, 2)}\n`);
}
