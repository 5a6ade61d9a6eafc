import type { ErrorObject } from 'ajv';
import { schemaDiagnostics } from '../diagnostics/catalogue/schema.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Span } from '../source/source.ts';
import { describeNode } from '../syntax/describe.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import { pairedHelp } from './paired-help.ts';
import { keyOf, type Place } from './place.ts';
import { expectedTypes, orList, type SchemaWords, withArticle } from './schema-words.ts';
import { typeError } from './type-error.ts';

/** Turns a validator's error into a diagnostic at the place in `root` that the error points to. */
export function shapeError(error: ErrorObject, place: Place, root: SyntaxNode): Diagnostic {
  const schema = (error.parentSchema ?? {}) as SchemaWords;
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(String(error.params['additionalProperty']), place, schema);
    case 'type':
      return typeError(
        place,
        expectedTypes(error.params['type']),
        schema,
        pairedHelp(root, error.instancePath),
      );
    case 'required':
      return missingKey(String(error.params['missingProperty']), place);
    case 'minItems':
    case 'minProperties':
      return error.params['limit'] === 1 ? emptyCollection(place, schema) : badValue(error, place, schema);
    case 'enum':
      return badChoice((error.params['allowedValues'] as readonly unknown[]).map(String), place);
    case 'const':
      return badChoice([String(error.params['allowedValue'])], place);
    default:
      return badValue(error, place, schema);
  }
}

function unknownKey(key: string, { node, name }: Place, schema: SchemaWords): Diagnostic {
  const known = Object.keys(schema.properties ?? {});
  const span = keyOf(node, key)?.span ?? node.span;
  const owner = schema.title === undefined ? name : withArticle(schema.title);
  return diagnose(
    schemaDiagnostics.unknownKey,
    { key },
    {
      primary: { span, text: `not a key of ${owner}` },
      notes: known.length === 0 ? [] : [`expected one of ${known.map(quoted).join(', ')}`],
      help: unknownKeyHelp(key, schema) ?? otherwise(key, node, schema),
    },
  );
}

/** For example, a parameter directly under `sweep`. */
function otherwise(
  key: string,
  node: Place['node'],
  { 'x-otherwise': owner }: SchemaWords,
): string | undefined {
  if (owner === undefined || node.kind !== 'mapping') return undefined;
  const value = node.entries.find((entry) => entry.key.text === key)?.value;
  return value?.kind === 'sequence' ? `put \`${key}\` under \`${owner}:\`` : undefined;
}

/** The help for an unknown key: the place where it belongs, or a similar key. */
export function unknownKeyHelp(key: string, schema: SchemaWords): string | undefined {
  const elsewhere = schema['x-elsewhere'];
  if (elsewhere !== undefined && Object.hasOwn(elsewhere, key)) return elsewhere[key];
  const close = didYouMean(key, Object.keys(schema.properties ?? {}));
  return close === undefined ? undefined : `did you mean \`${close}\`?`;
}

function missingKey(key: string, place: Place): Diagnostic {
  const primary = { span: ownerSpan(place), text: `\`${key}\` is missing` };
  return diagnose(
    schemaDiagnostics.missingKey,
    { what: place.name, key },
    { primary, help: `add \`${key}:\`` },
  );
}

/** A mapping is too long to underline. Its key is underlined instead; for the root, its first key. */
function ownerSpan({ node, key }: Place): Span {
  if (key !== null) return key.span;
  return (node.kind === 'mapping' ? node.entries[0]?.key.span : undefined) ?? node.span;
}

function emptyCollection({ node, name }: Place, schema: SchemaWords): Diagnostic {
  const primary = { span: node.span, text: `expected at least one ${schema['x-item'] ?? 'item'}` };
  return diagnose(schemaDiagnostics.emptyCollection, { what: name }, { primary });
}

function badChoice(choices: readonly string[], { node, name }: Place): Diagnostic {
  const close = node.kind === 'scalar' ? didYouMean(node.text, choices) : undefined;
  return diagnose(
    schemaDiagnostics.badChoice,
    { what: name, found: describeNode(node) },
    {
      primary: { span: node.span, text: `expected ${orList(choices.map(quoted))}` },
      help: close === undefined ? undefined : `did you mean \`${close}\`?`,
    },
  );
}

function badValue(error: ErrorObject, { node, name }: Place, schema: SchemaWords): Diagnostic {
  const expected = schema['x-expected'] ?? rangeInWords(error.keyword, error.params);
  const primary = { span: node.span, text: `must ${expected}` };
  return diagnose(schemaDiagnostics.badValue, { what: name, expected }, { primary });
}

function rangeInWords(keyword: string, { limit, pattern, multipleOf }: ErrorObject['params']): string {
  switch (keyword) {
    case 'minimum':
      return `be at least ${limit}`;
    case 'maximum':
      return `be at most ${limit}`;
    case 'exclusiveMinimum':
      return `be more than ${limit}`;
    case 'exclusiveMaximum':
      return `be less than ${limit}`;
    case 'multipleOf':
      return `be a multiple of ${multipleOf}`;
    case 'minLength':
      return limit === 1 ? 'not be empty' : `have at least ${limit} characters`;
    case 'maxLength':
      return `have at most ${limit} characters`;
    case 'minItems':
    case 'minProperties':
      return `have at least ${limit} items`;
    case 'maxItems':
    case 'maxProperties':
      return `have at most ${limit} items`;
    case 'uniqueItems':
      return 'not contain duplicates';
    case 'pattern':
      return `match \`${pattern}\``;
    default:
      return 'have one of the documented forms';
  }
}

function quoted(word: string): string {
  return `\`${word}\``;
}
