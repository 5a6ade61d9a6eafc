// Bundles the page that `hsm report` writes: one script and one style sheet, for a browser. The command puts both into
// the file that it makes, so the licences of the bundled packages go with them.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { licencesOf } from './licences.mjs';

/** Writes page.js and page.css into a folder; returns esbuild's metadata about them. */
export async function bundlePage(root, outdir) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [
      { in: join(root, 'src/report-page/main.ts'), out: 'page' },
      { in: join(root, 'src/report-page/styles/main.css'), out: 'page' },
    ],
    outdir,
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: ['chrome123', 'firefox121', 'safari17.5'],
    minify: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  const script = join(outdir, 'page.js');
  // A browser reads CRLF as LF, and would compute another digest than the one in the page's policy.
  const licences = licencesOf(root, result.metafile).replaceAll('*/', '* /').replaceAll('\r', '');
  writeFileSync(script, `/*\n${licences}*/\n${readFileSync(script, 'utf8')}`);
  return result;
}
