import type { ErrorObject } from 'ajv';
import type { Report } from '../diagnostics/report.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import { toPlain } from '../syntax/plain.ts';
import { schemaErrors } from './compile.ts';
import { placeAt } from './place.ts';
import { shapeError } from './shape-error.ts';

/** Reports where a file departs from a schema, each time on the smallest span; returns whether it does not. */
export function validateShape(node: SyntaxNode, schema: object, report: Report): boolean {
  const errors = schemaErrors(toPlain(node), schema);
  reportShapeErrors(errors, node, schema, report);
  return errors.length === 0;
}

/** Reports a validator's errors, those that only repeat others left out. */
export function reportShapeErrors(
  errors: readonly ErrorObject[],
  node: SyntaxNode,
  schema: object,
  report: Report,
): void {
  const name = 'title' in schema ? `the ${String(schema.title)}` : 'this mapping';
  for (const error of withoutEchoes(errors)) {
    report.add(shapeError(error, placeAt(node, error.instancePath, name)));
  }
}

/** `if` says again what its branch said; the branches of `anyOf` and `oneOf` say why each did not fit. */
function withoutEchoes(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  const isBranch = (error: ErrorObject): boolean =>
    choices.some((choice) => error !== choice && error.schemaPath.startsWith(`${choice.schemaPath}/`));
  return errors.filter((error) => error.keyword !== 'if' && !isBranch(error));
}
