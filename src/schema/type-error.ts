import { schemaDiagnostics } from '../diagnostics/catalogue/schema.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Source } from '../source/source.ts';
import { describeNode } from '../syntax/describe.ts';
import type { ScalarNode } from '../syntax/node.ts';
import { plainType } from '../syntax/scalar-type.ts';
import { listHelp } from './list-help.ts';
import type { Place } from './place.ts';
import { expectedTypes, type SchemaWords, typesInWords } from './schema-words.ts';

/**
 * A value of a type that its schema does not allow. `expected` has the preferred type first. `instead` is the help for
 * a scalar if a list is expected, unless brackets around the scalar are the fix.
 */
export function typeError(
  place: Place,
  expected: readonly string[],
  schema: SchemaWords,
  instead?: string,
): Diagnostic {
  const { node, name } = place;
  const collection = expected[0] === 'array' || expected[0] === 'object';
  if (collection && node.kind === 'scalar' && node.type === 'null') return nothingThere(place, schema);
  if (expected[0] === 'array' && node.kind === 'scalar') return scalarForList(node, place, schema, instead);
  const found = describeNode(node);
  return diagnose(
    schemaDiagnostics.wrongType,
    { what: name, expected: typesInWords(expected), found },
    {
      primary: { span: node.span, text: `expected ${typesInWords(expected)}` },
      help: node.kind === 'scalar' ? (insteadOf(node, schema) ?? scalarHelp(node, expected)) : undefined,
    },
  );
}

function nothingThere({ node, key, name }: Place, schema: SchemaWords): Diagnostic {
  // An omitted value has no text to underline, so its key is underlined.
  const span = node.span.end > node.span.start ? node.span : (key?.span ?? node.span);
  const primary = { span, text: `expected at least one ${schema['x-item'] ?? 'item'}` };
  return diagnose(schemaDiagnostics.emptyCollection, { what: name }, { primary });
}

function scalarForList(
  node: ScalarNode,
  { key, name: what }: Place,
  schema: SchemaWords,
  instead: string | undefined,
): Diagnostic {
  const items = expectedTypes(schema.items?.type);
  const scalarsFit = items.length === 0 || items.some((type) => type !== 'array' && type !== 'object');
  return diagnose(
    schemaDiagnostics.scalarForList,
    { what, found: describeNode(node) },
    {
      primary: { span: node.span, text: 'expected a list' },
      help: instead ?? (scalarsFit ? listHelp(node, key?.text) : undefined),
    },
  );
}

function insteadOf(node: ScalarNode, { 'x-instead': form }: SchemaWords): string | undefined {
  return form === undefined ? undefined : `write ${`\`${form}\``.replace('%', () => writtenText(node))}`;
}

function writtenText({ span }: ScalarNode): string {
  const source: Source = span.source;
  return source.text.slice(span.start, span.end);
}

function scalarHelp(node: ScalarNode, expected: readonly string[]): string | undefined {
  if (expected.includes('boolean') && node.style === 'plain') {
    if (/^(?:y|yes|on)$/i.test(node.text)) return 'write `true`';
    if (/^(?:n|no|off)$/i.test(node.text)) return 'write `false`';
  }
  if (expected.includes('string') && node.type !== 'string') return `quote it: \`"${writtenText(node)}"\``;
  if (node.style === 'quoted' && fits(plainType(node.text), expected))
    return `remove the quotes: \`${node.text}\``;
  return undefined;
}

function fits(type: string, expected: readonly string[]): boolean {
  return expected.includes(type) || (expected.includes('number') && (type === 'integer' || type === 'float'));
}
