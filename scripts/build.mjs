// Builds dist/: `node scripts/build.mjs [--fast] [--root DIR]`. `--fast` leaves out the type declarations.
// dist/hsm.js (the command), dist/index.js (the library) and dist/targets/NAME/target.js share chunks, so
// that a command loads what it needs and nothing twice. Packages are bundled: the published package has no
// dependencies. dist/man/ is the manual, dist/report-page/ the page that `hsm report` writes. Schemas stay where they are and
// are read at run time; templates are compiled into the bundle.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bundlePage } from './bundle-page.mjs';
import { licencesOf } from './licences.mjs';
import { precompileSchemas } from './precompile-schemas.mjs';
import { precompileTemplates } from './precompile-templates.mjs';

const packageRoot = fileURLToPath(new URL('..', import.meta.url));
const rootOption = process.argv.indexOf('--root');
const root = rootOption > 0 ? resolve(process.argv[rootOption + 1] ?? '.') : packageRoot;
const fast = process.argv.includes('--fast');
const output = join(root, 'dist');
/** Built next to `dist` and renamed to it, so that nobody runs half a build. */
const unfinished = join(root, `dist.${process.pid}`);

function targetEntries() {
  const folder = join(root, 'targets');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'target.ts')))
    .sort()
    .map((name) => ({ in: join(folder, name, 'target.ts'), out: `targets/${name}/target` }));
}

async function bundle() {
  return await build({
    absWorkingDir: root,
    entryPoints: [
      { in: join(root, 'src/cli/hsm.ts'), out: 'hsm' },
      { in: join(root, 'src/index.ts'), out: 'index' },
      { in: join(root, 'src/cli/man-pages.ts'), out: 'man-pages' },
      ...targetEntries(),
    ],
    outdir: unfinished,
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    metafile: true,
    plugins: [
      precompileSchemas(root, targetEntries()),
      precompileTemplates(
        root,
        targetEntries().map(({ in: path }) => relative(root, dirname(path)).replaceAll(sep, '/')),
      ),
    ],
    // CommonJS packages call `require` for modules of Node.
    banner: {
      js: "import{createRequire as hsmCreateRequire}from'node:module';const require=hsmCreateRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
}

/** The command starts with a `#!` line, whether its source has one or not. */
function makeExecutable(path) {
  const text = readFileSync(path, 'utf8');
  if (!text.startsWith('#!')) writeFileSync(path, `#!/usr/bin/env node\n${text}`);
  chmodSync(path, 0o755);
}

/** The manual, from the same definitions as `--help`. Its module is only for the build. */
async function writeManual() {
  const module = join(unfinished, 'man-pages.js');
  const { manPages } = await import(pathToFileURL(module).href);
  mkdirSync(join(unfinished, 'man'));
  for (const [name, text] of await manPages()) writeFileSync(join(unfinished, 'man', name), text);
  rmSync(module);
}

function emitTypes() {
  const compiler = join(packageRoot, 'node_modules/typescript/bin/tsc');
  const project = join(root, 'tsconfig.types.json');
  execFileSync(process.execPath, [compiler, '-p', project, '--outDir', join(unfinished, 'types')], {
    cwd: dirname(project),
    stdio: 'inherit',
  });
}

try {
  const { metafile } = await bundle();
  const page = await bundlePage(root, join(unfinished, 'report-page'));
  makeExecutable(join(unfinished, 'hsm.js'));
  const licences = licencesOf(root, metafile, page.metafile);
  writeFileSync(join(unfinished, 'THIRD-PARTY-LICENSES.txt'), licences);
  await writeManual();
  if (!fast) emitTypes();
  rmSync(output, { recursive: true, force: true });
  renameSync(unfinished, output);
} catch (error) {
  // esbuild and tsc have reported the mistake; a stack trace of this file would add nothing.
  if (!('errors' in error || 'status' in error)) throw error;
  process.exitCode = 1;
} finally {
  rmSync(unfinished, { recursive: true, force: true });
}
