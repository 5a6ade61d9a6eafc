import type { Value } from '../../plan/plan.ts';

/** The number of digits that a 64-bit float always preserves, so that 0.1 * 3 is 0.3. */
const DIGITS = 15;

/** The result of an expression as a parameter value, or a reason why it cannot be one. */
export function toParameterValue(given: unknown): Value | { readonly reason: string } {
  switch (typeof given) {
    case 'bigint':
      return { type: 'integer', text: String(given) };
    case 'number':
      return { type: 'float', text: floatText(given) };
    case 'string':
      return given.includes('\0')
        ? { reason: 'it contains a NUL character, which arguments cannot contain' }
        : { type: 'string', text: given };
    case 'boolean':
      return { type: 'boolean', text: String(given) };
  }
  if (given === null) return { type: 'null', text: 'null' };
  if (Array.isArray(given)) return listOf(given);
  if (given instanceof Map) return mapOf([...given]);
  if (Object.getPrototypeOf(given) === Object.prototype) return mapOf(Object.entries(given as object));
  return { reason: 'it is not a number, text, boolean, list or mapping' };
}

function floatText(number: number): string {
  if (Number.isNaN(number)) return '.nan';
  if (!Number.isFinite(number)) return number < 0 ? '-.inf' : '.inf';
  const text = String(Number(number.toPrecision(DIGITS)));
  // For YAML 1.2 readers, some of which require a point: `1.0e+21`.
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
