import type { Value } from '../../plan/plan.ts';

/** As many digits as a float of 64 bits always keeps, so that 0.1 * 3 is 0.3. */
const DIGITS = 15;

/** What an expression gave, as the value of a parameter; a reason where it can be none. */
export function toParameterValue(given: unknown): Value | { readonly reason: string } {
  switch (typeof given) {
    case 'bigint':
      return { type: 'integer', text: String(given) };
    case 'number':
      return { type: 'float', text: floatText(given) };
    case 'string':
      return given.includes('\0')
        ? { reason: 'it has the character NUL, which no argument can hold' }
        : { type: 'string', text: given };
    case 'boolean':
      return { type: 'boolean', text: String(given) };
  }
  if (given === null) return { type: 'null', text: 'null' };
  if (Array.isArray(given)) return listOf(given);
  if (given instanceof Map) return mapOf([...given]);
  if (Object.getPrototypeOf(given) === Object.prototype) return mapOf(Object.entries(given as object));
  return { reason: 'it is neither a number, a text, a boolean, a list nor a mapping' };
}

function floatText(number: number): string {
  if (Number.isNaN(number)) return '.nan';
  if (!Number.isFinite(number)) return number < 0 ? '-.inf' : '.inf';
  const text = String(Number(number.toPrecision(DIGITS)));
  // Of YAML 1.2, and of readers that want a point: `1.0e+21`.
  return /[.]/.test(text) ? text : text.includes('e') ? text.replace('e', '.0e') : `${text}.0`;
}

function listOf(given: readonly unknown[]): ReturnType<typeof toParameterValue> {
  const items: Value[] = [];
  for (const item of given) {
    const value = toParameterValue(item);
    if ('reason' in value) return value;
    items.push(value);
  }
  return { type: 'list', items };
}

function mapOf(given: readonly (readonly [unknown, unknown])[]): ReturnType<typeof toParameterValue> {
  const entries: { key: string; value: Value }[] = [];
  for (const [key, item] of given) {
    const value = toParameterValue(item);
    if ('reason' in value) return value;
    entries.push({ key: String(key), value });
  }
  return { type: 'map', entries };
}
