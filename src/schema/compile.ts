import type { ErrorObject, ValidateFunction } from 'ajv';
import { makeValidator } from './make-validator.ts';

const checkers = new WeakMap<object, ValidateFunction>();
const fillers = new WeakMap<object, ValidateFunction>();

/** The errors of plain data under a schema. */
export function schemaErrors(data: unknown, schema: object): readonly ErrorObject[] {
  return run(checkers, data, schema, false);
}

/** The same; also fills the schema's defaults into `data`, which is changed. */
export function fillDefaults(data: unknown, schema: object): readonly ErrorObject[] {
  return run(fillers, data, schema, true);
}

function run(
  cache: WeakMap<object, ValidateFunction>,
  data: unknown,
  schema: object,
  fill: boolean,
): readonly ErrorObject[] {
  let validate = cache.get(schema);
  if (validate === undefined) {
    validate = makeValidator(schema, fill);
    cache.set(schema, validate);
  }
  return validate(data) ? [] : (validate.errors ?? []);
}
