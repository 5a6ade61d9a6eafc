// An esbuild plugin that compiles the schemas at build time: those of the two files, and those of every target's
// options. It replaces src/schema/make-validator.ts with a lookup of these validators, so that the program does not
// need ajv.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

/** As in src/schema/make-validator.ts. */
const settings = { allErrors: true, verbose: true, strict: false, validateSchema: false, meta: false };

export function precompileSchemas(root, targetEntries) {
  return {
    name: 'precompile-schemas',
    setup({ onLoad }) {
      onLoad({ filter: /src[\\/]schema[\\/]make-validator\.ts$/ }, async () => {
        const files = ['sweep', 'hsm_config'].map((name) =>
          JSON.parse(readFileSync(join(root, `schemas/${name}.schema.json`), 'utf8')),
        );
        const options = await targetOptions(targetEntries);
        const made = [...files.map((schema) => [schema, false]), ...options.map((schema) => [schema, true])];
        return { contents: lookUp(made), loader: 'js', resolveDir: root };
      });
    },
  };
}

/** The code of a `makeValidator` that knows only these schemas, by their text. */
function lookUp(made) {
  const entries = made.map(([schema, fill]) => {
    const ajv = new Ajv({ ...settings, useDefaults: fill, code: { source: true } });
    const code = standalone.default(ajv, ajv.compile(schema));
    const make = `() => { const module = { exports: {} }; ${code}; return module.exports; }`;
    return `[${JSON.stringify(fill + JSON.stringify(schema))}, ${make}]`;
  });
  return `const made = new Map([${entries.join(',\n')}]);
export function makeValidator(schema, fill) {
  const make = made.get(fill + JSON.stringify(schema));
  if (make === undefined) throw new Error('no validator was made at build for a schema');
  return make();
}`;
}

/** The schemas of the targets' options, which are only known by running the targets. */
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
