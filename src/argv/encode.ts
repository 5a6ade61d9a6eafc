import type { Convention, Placeholder, WordPart, WordTemplate } from '../plan/command.ts';
import { jsonNumber } from '../plan/number-text.ts';
import { parseText } from '../plan/parse-template.ts';
import type { Assignment, Plan, Value } from '../plan/plan.ts';
import { encodeHydra } from './hydra.ts';

/**
 * The text for a `{value}` placeholder. Hydra has its own encoding; elsewhere a scalar is its text as written, and a list or map is
 * JSON.
 */
export function encodeValue({ kind }: Pick<Convention, 'kind'>, value: Value): string {
  if (kind === 'hydra') return encodeHydra(value);
  return value.type === 'list' || value.type === 'map' ? encodeJson(value) : value.text;
}

/**
 * How the value of an assignment, or an item of it, becomes text: a default may contain placeholders, a swept value is
 * data. Inside the quotes of Hydra or JSON, a placeholder is replaced literally; `task.sh` refuses text that would need
 * an escape there.
 */
export function encoderOf(
  {
    convention,
    defaults,
  }: { readonly convention: Pick<Convention, 'kind'>; readonly defaults: Plan['defaults'] },
  assignment: Assignment & { readonly template?: WordTemplate },
): (value: Value) => WordTemplate {
  const { template } = assignment;
  if (template !== undefined) return () => encodeTemplate(convention, template);
  if (defaults.includes(assignment)) return (value) => encodeDefault(convention, value);
  return (value) => [{ kind: 'text', text: encodeValue(convention, value) }];
}

/** The text of a default, with its placeholders. */
export function encodeDefault(convention: Pick<Convention, 'kind'>, value: Value): WordTemplate {
  const placeholders: Placeholder[] = [];
  return unmark(encodeValue(convention, markPlaceholders(value, placeholders)), placeholders);
}

/** The text of a template, with its placeholders: a string to the convention. */
export function encodeTemplate(convention: Pick<Convention, 'kind'>, template: WordTemplate): WordTemplate {
  const placeholders: Placeholder[] = [];
  return unmark(
    encodeValue(convention, { type: 'string', text: markParts(template, placeholders) }),
    placeholders,
  );
}

function unmark(text: string, placeholders: readonly Placeholder[]): WordTemplate {
  const template: WordPart[] = [];
  for (const [index, part] of text.split(MARK).entries()) {
    const placeholder = index % 2 === 1 ? placeholders[Number(part)] : undefined;
    if (placeholder !== undefined) template.push({ kind: 'hole', hole: placeholder });
    else if (part !== '') template.push({ kind: 'text', text: part });
  }
  return template.length === 0 ? [{ kind: 'text', text: '' }] : template;
}

/** A character that cannot occur in text and that no encoding changes: a Unicode noncharacter. */
const MARK = '\uffff';

/** The value with each placeholder replaced by its number between two marks, so that the encoding sees each text as a whole. */
function markPlaceholders(value: Value, placeholders: Placeholder[]): Value {
  if (value.type === 'list')
    return { ...value, items: value.items.map((item) => markPlaceholders(item, placeholders)) };
  if (value.type === 'map') {
    const entries = value.entries.map((entry) => ({
      ...entry,
      value: markPlaceholders(entry.value, placeholders),
    }));
    return { ...value, entries };
  }
  if (value.type !== 'string') return value;
  return {
    type: 'string',
    text: markParts(parseText(value.text.replaceAll(MARK, '')).template, placeholders),
  };
}

function markParts(template: WordTemplate, placeholders: Placeholder[]): string {
  const parts = template.map((part) =>
    part.kind === 'text'
      ? part.text.replaceAll(MARK, '')
      : `${MARK}${placeholders.push(part.hole) - 1}${MARK}`,
  );
  return parts.join('');
}

/** The variable that carries a parameter under the `env` convention: `model.lr-max` is `model_lr_max`. */
export function environmentName(name: string): string {
  return name.replace(/[.-]/g, '_');
}

function encodeJson(value: Value): string {
  switch (value.type) {
    case 'string':
      return JSON.stringify(value.text);
    case 'list':
      return `[${value.items.map(encodeJson).join(',')}]`;
    case 'map':
      return `{${value.entries.map((entry) => `${JSON.stringify(entry.key)}:${encodeJson(entry.value)}`).join(',')}}`;
    case 'boolean':
      return value.text.toLowerCase();
    case 'null':
      return 'null';
    default:
      return jsonNumber(value.text);
  }
}
