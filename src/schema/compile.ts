import { Ajv, type AnySchema, type ErrorObject, type ValidateFunction } from 'ajv';
import { checkersMade, fillersMade } from './precompiled.ts';

/** `verbose` puts the schema beside each error, which is where the words of a diagnostic come from. */
const settings = {
  allErrors: true,
  verbose: true,
  strict: false,
  validateSchema: false,
  meta: false,
} as const;

const checkers = new WeakMap<object, ValidateFunction>();
const fillers = new WeakMap<object, ValidateFunction>();

/** What is wrong with plain data by a schema. */
export function schemaErrors(data: unknown, schema: object): readonly ErrorObject[] {
  return run(
    cached(checkers, checkersMade, schema, () => new Ajv(settings)),
    data,
  );
}

/** The same, with the defaults of the schema filled into `data`, which is changed. */
export function fillDefaults(data: unknown, schema: object): readonly ErrorObject[] {
  return run(
    cached(fillers, fillersMade, schema, () => new Ajv({ ...settings, useDefaults: true })),
    data,
  );
}

function cached(
  cache: WeakMap<object, ValidateFunction>,
  made: ReadonlyMap<string, ValidateFunction>,
  schema: object,
  create: () => Ajv,
): ValidateFunction {
  let validate = cache.get(schema);
  if (validate === undefined) {
    validate = made.get(JSON.stringify(schema)) ?? create().compile(schema as AnySchema);
    cache.set(schema, validate);
  }
  return validate;
}

function run(validate: ValidateFunction, data: unknown): readonly ErrorObject[] {
  return validate(data) ? [] : (validate.errors ?? []);
}
