import { Ajv, type AnySchema, type ValidateFunction } from 'ajv';

/** `verbose` adds the schema to each error: the words of diagnostics come from it. */
const settings = {
  allErrors: true,
  verbose: true,
  strict: false,
  validateSchema: false,
  meta: false,
} as const;

/**
 * Compiles a schema; with `fill`, the validator also fills the schema's defaults into the data.
 *
 * Compiling takes longer than the rest of a build, so in the bundle `scripts/precompile-schemas.mjs` replaces this file
 * by precompiled validators.
 */
export function makeValidator(schema: object, fill: boolean): ValidateFunction {
  return new Ajv({ ...settings, useDefaults: fill }).compile(schema as AnySchema);
}
