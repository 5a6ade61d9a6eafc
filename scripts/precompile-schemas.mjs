// An esbuild plugin that compiles the schemas at build. It puts validators in place of the empty maps of
// src/schema/precompiled.ts: the two files' schemas, and the options of every target.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

/** As in src/schema/compile.ts. */
const settings = { allErrors: true, verbose: true, strict: false, validateSchema: false, meta: false };

export function precompileSchemas(root, targetEntries) {
  return {
    name: 'precompile-schemas',
    setup({ onLoad }) {
      onLoad({ filter: /src[\\/]schema[\\/]precompiled\.ts$/ }, async () => {
        const files = ['sweep', 'hsm_config'].map((name) =>
          JSON.parse(readFileSync(join(root, `schemas/${name}.schema.json`), 'utf8')),
        );
        const options = await targetOptions(targetEntries);
        const checkers = validators('checkersMade', files, settings);
        const fillers = validators('fillersMade', options, { ...settings, useDefaults: true });
        return { contents: `${checkers}\n${fillers}`, loader: 'js', resolveDir: root };
      });
    },
  };
}

/** The code of a map from the text of each schema to its validator. */
function validators(map, schemas, ajvSettings) {
  const parts = schemas.map((schema, index) => {
    const ajv = new Ajv({ ...ajvSettings, code: { source: true } });
    const code = standalone.default(ajv, ajv.compile(schema));
    return `const ${map}${index} = (() => { const module = { exports: {} }; ${code}; return module.exports; })();`;
  });
  const entries = schemas.map((schema, index) => `[${JSON.stringify(JSON.stringify(schema))}, ${map}${index}]`);
  return `${parts.join('\n')}\nexport const ${map} = new Map([${entries.join(', ')}]);`;
}

/** The option schemas of the targets, which only running them tells. */
async function targetOptions(entries) {
  const folder = mkdtempSync(join(tmpdir(), 'hsm-targets-'));
  try {
    return await Promise.all(
      entries.map(async (entry, index) => {
        const outfile = join(folder, `${index}.mjs`);
        await build({ entryPoints: [entry.in], outfile, bundle: true, format: 'esm', platform: 'node' });
        const { target } = await import(pathToFileURL(outfile).href);
        return target.options;
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
