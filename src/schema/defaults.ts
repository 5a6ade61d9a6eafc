import { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { MappingNode, SyntaxNode } from '../syntax/node.ts';
import { toPlain } from '../syntax/plain.ts';
import { fillDefaults } from './compile.ts';
import { reportShapeErrors } from './validate.ts';

/**
 * Reads options that a schema describes as plain data, with the schema's defaults filled in. `node` is null if nothing
 * was written, which means the same as an empty mapping. Returns null after reporting errors.
 */
export function readOptions<O extends object>(
  node: SyntaxNode | null,
  schema: object,
  diagnostics: Diagnostics,
): O | null {
  const written = node === null || isNull(node) ? null : node;
  const options = written === null ? Object.create(null) : toPlain(written);
  const errors = fillDefaults(options, schema);
  if (errors.length === 0) return options as O;
  reportAt(written, errors, schema, diagnostics);
  return null;
}

function isNull(node: SyntaxNode): boolean {
  return node.kind === 'scalar' && node.type === 'null';
}

/** If nothing was written, a missing option has no place. */
function reportAt(
  written: SyntaxNode | null,
  errors: ReturnType<typeof fillDefaults>,
  schema: object,
  diagnostics: Diagnostics,
): void {
  if (written !== null) {
    reportShapeErrors(errors, written, schema, diagnostics);
    return;
  }
  const nowhere: MappingNode = {
    kind: 'mapping',
    entries: [],
    span: { source: { path: '', text: '' }, start: 0, end: 0 },
  };
  const placed = new Diagnostics();
  reportShapeErrors(errors, nowhere, schema, placed);
  for (const diagnostic of placed.sorted()) diagnostics.add({ ...diagnostic, primary: undefined });
}
