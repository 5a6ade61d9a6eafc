import type { Value } from '../plan/plan.ts';
import type { ProgramParameter } from '../program/parameter.ts';

/** Usual values for parameters of these names, if they have no default. */
const CUSTOMARY: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:lr|learning_?rate|step_?size)$/, ['1e-3', '1e-2']],
  [/^(?:wd|weight_?decay)$/, ['1e-4', '1e-2']],
  [/^(?:bs|batch_?size)$/, ['32', '64']],
  [/^(?:hidden_?(?:size|dim|units)|width|embed_?dim)$/, ['64', '128']],
  [/^(?:dropout|drop_?out)(?:_?rate)?$/, ['0.1', '0.3']],
];

/** Parameters for which a tenth of the default is a sensible value. */
const LOGARITHMIC =
  /(?:^|_)(?:lr|rate|decay|alpha|lambda|lam|eps|epsilon|tol|reg|l1|l2|wd|c)(?:_|$)|step_?size/;

/** The last part of a nested name, in lower case with underscores. */
export function plainName(name: string): string {
  return (name.split('.').at(-1) ?? name).replaceAll('-', '_').toLowerCase();
}

export function isSeed(name: string): boolean {
  return /^(?:(?:random|rng)_?)?seed$/.test(plainName(name));
}

/**
 * A few values of a parameter that its program very likely accepts: all its choices, or the default and one more
 * number, or the seeds 1 to 3. Empty if the accepted values are unknown.
 */
export function proposeValues(parameter: ProgramParameter): readonly Value[] {
  const { name, type, choices, form } = parameter;
  if (type === 'unknown' || form === 'words' || form === 'repeat') return [];
  if (choices.length > 0) return choices.length > 1 ? choices : [];
  if (type === 'boolean') {
    return ['true', 'false'].map((text) => ({ type: 'boolean', text }) as const);
  }
  if (type === 'string' && parameter.default?.type !== 'integer' && parameter.default?.type !== 'float')
    return [];
  if (isSeed(name)) return ['1', '2', '3'].map((text) => ({ type: 'integer', text }));
  const value = parameter.default;
  if (value?.type === 'integer' || value?.type === 'float') {
    const other = numberBeside(name, value.text, type === 'integer');
    const kind = type === 'integer' ? 'integer' : 'float';
    if (other === null) return [];
    const ascending = [other, value.text].sort((a, b) => Number(a) - Number(b));
    return ascending.map((text) => ({ type: kind, text }) as const);
  }
  const [, usual = []] = CUSTOMARY.find(([pattern]) => pattern.test(plainName(name))) ?? [];
  return usual
    .filter((text) => type !== 'integer' || /^\d+$/.test(text))
    .map((text) => ({ type: /^\d+$/.test(text) ? 'integer' : 'float', text }) as const);
}

/** Another number next to a positive one: a tenth if that is usual, else a half; null if none is safe. */
function numberBeside(name: string, text: string, isInteger: boolean): string | null {
  const number = Number(text);
  if (!(number > 0)) return null;
  if (isInteger) return number === 1 ? '2' : `${Math.round(number / 2)}`;
  if (LOGARITHMIC.test(plainName(name)) || number < 0.1) return tenth(text);
  return `${Number((number / 2).toPrecision(6))}`;
}

/** A tenth of a positive number, in the notation of the number: `1e-3` gives `1e-4`, 0.01 gives 0.001. */
function tenth(text: string): string {
  const [, digits = '', exponent] = /^([\d.]+)(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  if (exponent !== undefined) return `${digits}e${Number(exponent) - 1}`;
  const value = `${Number((Number(text) / 10).toPrecision(15))}`;
  return value.includes('.') || value.includes('e') ? value : `${value}.0`;
}
