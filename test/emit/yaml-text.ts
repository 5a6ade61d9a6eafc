import fc from 'fast-check';
import type { Value } from '../../src/plan/plan.ts';

/** A way to write a string in YAML; null for a string that it cannot represent. */
type Style = (text: string) => string | null;

/** The characters that YAML accepts unescaped between quotes on one line, except for a style's own exceptions. */
const ON_ONE_LINE = /^[\x20-\x7e\u00a0-\u2027\u2030-\ud7ff\ue000-\ufdcf]*$/;
const ON_LINES = /^[\n\x20-\x7e\u00a0-\u2027\u2030-\ud7ff\ue000-\ufdcf]*$/;
/** Words that YAML 1.2 reads as a string without quotes. */
const PLAIN = /^(?!(?:true|false|null)$)[a-z][a-z_]*(?: [a-z]+)*$/;

const escaped: Style = (text) => {
  const characters = [...text].map((character) => {
    const code = character.codePointAt(0) ?? 0;
    if (character === '"' || character === '\\') return `\\${character}`;
    if (code >= 0x20 && code <= 0x7e) return character;
    if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
    return code <= 0xffff
      ? `\\u${code.toString(16).padStart(4, '0')}`
      : `\\U${code.toString(16).padStart(8, '0')}`;
  });
  return `"${characters.join('')}"`;
};

const json: Style = (text) => (ON_ONE_LINE.test(text) ? JSON.stringify(text) : null);

const single: Style = (text) => (ON_ONE_LINE.test(text) ? `'${text.replaceAll("'", "''")}'` : null);

const plain: Style = (text) => (PLAIN.test(text) ? text : null);

/**
 * A literal block; its lines are indented by `indent`. A line that consists of spaces is left to other styles: the
 * `yaml` package reads such lines as empty at the beginning and the end of a block.
 */
function literal(text: string, indent: string): string | null {
  if (!ON_LINES.test(text) || !text.includes('\n') || /^ +$/m.test(text)) return null;
  const keep = text.endsWith('\n') ? '+' : '-';
  const lines = (keep === '+' ? text.slice(0, -1) : text).split('\n');
  return `|2${keep}\n${lines.map((line) => (line === '' ? '' : indent + line)).join('\n')}`;
}

const STYLES: readonly Style[] = [plain, single, json, escaped];

/**
 * The source of an item of a block list whose dash is indented by `indent` less two: `choose` selects the style of each
 * string.
 */
export function yamlItem(value: Value, indent: string, choose: () => number): string {
  if (value.type === 'string' && choose() % 2 === 1) {
    const block = literal(value.text, indent);
    if (block !== null) return block;
  }
  return value.type === 'list' || value.type === 'map' || value.type === 'string'
    ? flow(value, choose)
    : value.text;
}

function flow(value: Value, choose: () => number): string {
  switch (value.type) {
    case 'string':
      return string(value.text, choose);
    case 'list':
      return `[${value.items.map((item) => flow(item, choose)).join(', ')}]`;
    case 'map':
      return `{${value.entries.map((entry) => `${escaped(entry.key)}: ${flow(entry.value, choose)}`).join(', ')}}`;
    default:
      // An empty text is null in a block list, but cannot be an item of a flow list.
      return value.text === '' ? '~' : value.text;
  }
}

/** The first style, starting from a chosen one, that can represent the string; the last style can represent all. */
function string(text: string, choose: () => number): string {
  const first = choose() % STYLES.length;
  for (const style of STYLES.slice(first)) {
    const source = style(text);
    if (source !== null) return source;
  }
  throw new Error(`no style for ${JSON.stringify(text)}`);
}

/** Numbers that choose styles, repeated endlessly. */
export const anyChoices: fc.Arbitrary<() => number> = fc
  .array(fc.nat(), { minLength: 50, maxLength: 50 })
  .map((numbers) => {
    let next = 0;
    return () => numbers[next++ % numbers.length] ?? 0;
  });
