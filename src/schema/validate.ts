import type { ErrorObject } from 'ajv';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import { toPlain } from '../syntax/plain.ts';
import { schemaErrors } from './compile.ts';
import { placeAt } from './place.ts';
import type { SchemaWords } from './schema-words.ts';
import { shapeError, unknownKeyHelp } from './shape-error.ts';

/** Reports where a file violates a schema, each time on the smallest span; returns whether the file is valid. */
export function validateShape(node: SyntaxNode, schema: object, diagnostics: Diagnostics): boolean {
  const errors = schemaErrors(toPlain(node), schema);
  reportShapeErrors(errors, node, schema, diagnostics);
  return errors.length === 0;
}

/** Reports a validator's errors, without those that only repeat others. */
export function reportShapeErrors(
  errors: readonly ErrorObject[],
  node: SyntaxNode,
  schema: object,
  diagnostics: Diagnostics,
): void {
  const name = 'title' in schema ? `the ${String(schema.title)}` : 'this mapping';
  for (const error of withoutEchoes(errors)) {
    diagnostics.add(shapeError(error, placeAt(node, error.instancePath, name), node));
  }
}

/**
 * `if` repeats the errors of its branch; the branches of `anyOf` and `oneOf` each report why they did not match. A key
 * is not missing if the help for an unknown key names it, as with `grid:` next to the `sweep:` that should contain it.
 */
function withoutEchoes(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  const isBranch = (error: ErrorObject): boolean =>
    choices.some((choice) => error !== choice && error.schemaPath.startsWith(`${choice.schemaPath}/`));
  const isNamed = ({ keyword, instancePath, params }: ErrorObject): boolean =>
    keyword === 'required' &&
    errors.some((other) => other.instancePath === instancePath && names(other, params['missingProperty']));
  return errors.filter((error) => error.keyword !== 'if' && !isBranch(error) && !isNamed(error));
}

/** Whether an error is an unknown key whose help names a key. */
function names({ keyword, params, parentSchema }: ErrorObject, key: string): boolean {
  if (keyword !== 'additionalProperties') return false;
  const help = unknownKeyHelp(String(params['additionalProperty']), (parentSchema ?? {}) as SchemaWords);
  return help !== undefined && (help.includes(`\`${key}:\``) || help.includes(`\`${key}\``));
}
