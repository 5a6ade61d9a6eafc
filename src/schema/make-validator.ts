import { Ajv, type AnySchema, type ValidateFunction } from 'ajv';

/** `verbose` puts the schema beside each error, which is where the words of a diagnostic come from. */
const settings = {
  allErrors: true,
  verbose: true,
  strict: false,
  validateSchema: false,
  meta: false,
} as const;

/**
 * Compiles a schema; `fill` makes a validator that puts the schema's defaults into the data.
 *
 * That takes longer than all the rest of a build, so in the bundle `scripts/precompile-schemas.mjs` puts
 * validators that are already made in the place of this file.
 */
export function makeValidator(schema: object, fill: boolean): ValidateFunction {
  return new Ajv({ ...settings, useDefaults: fill }).compile(schema as AnySchema);
}
