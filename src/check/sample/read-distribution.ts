import { sampleDiagnostics } from '../../diagnostics/catalogue/samples.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../../diagnostics/diagnostics.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import type { Span } from '../../source/source.ts';
import { describeNode } from '../../syntax/describe.ts';
import type { MappingNode, ScalarNode, SyntaxNode } from '../../syntax/node.ts';
import { signOf } from '../range.ts';
import { NUMBER_ONLY, rangeParts } from '../read-range.ts';
import type { Distribution } from './distribution.ts';

/** A parameter of a sample, as it was written. */
export interface Sampled {
  readonly distribution: Distribution;
  /** The values of choices, by position; null for numbers. */
  readonly choices: readonly SyntaxNode[] | null;
}

/** Significant digits of a number with infinitely many, unless `digits` is set. */
const DIGITS = 6;
const MOST_DIGITS = 15;

const keysOf: Readonly<Record<'range' | 'normal' | 'choice', readonly string[]>> = {
  range: ['from', 'to', 'step', 'scale', 'digits'],
  normal: ['mean', 'sd', 'scale', 'digits'],
  choice: ['values', 'weights'],
};

/** Whether a mapping is a distribution, and not a prefix of names. */
export function isDistribution(node: MappingNode): boolean {
  const keys = node.entries.map(({ key }) => key.text);
  if (node.entries.every(({ value }) => value.kind === 'scalar')) {
    return ['from', 'to', 'mean', 'sd'].some((key) => keys.includes(key));
  }
  const values = node.entries.find(({ key }) => key.text === 'values')?.value;
  return values?.kind === 'sequence' && keys.every((key) => keysOf.choice.includes(key));
}

/** The distribution of a parameter; null after reporting why it is invalid. */
export function readDistribution(node: SyntaxNode, diagnostics: Diagnostics): Sampled | null {
  if (node.kind === 'sequence') return choiceOf(node.items, null);
  if (node.kind === 'scalar') {
    const parts = rangeParts(node);
    return parts && { choices: null, distribution: spread(parts.from, parts.to, parts.step, DIGITS) };
  }
  const reader = new KeyReader(node, diagnostics);
  const kind = reader.has('values') ? 'choice' : reader.has('mean') || reader.has('sd') ? 'normal' : 'range';
  reader.expectKeys(kind);
  if (kind === 'choice') return readWeighted(node, reader);
  const isLog = reader.scale() === 'log';
  const digits = reader.digits() ?? DIGITS;
  const distribution =
    kind === 'normal' ? readNormal(reader, digits, isLog) : readSpread(reader, digits, isLog);
  return distribution === null || reader.failed ? null : { choices: null, distribution };
}

function choiceOf(values: readonly SyntaxNode[], weights: readonly string[] | null): Sampled {
  const distribution: Distribution =
    weights === null ? { kind: 'choice', count: values.length } : { kind: 'weighted', weights };
  return { choices: values, distribution };
}

function readWeighted(node: MappingNode, reader: KeyReader): Sampled | null {
  const [values, weights] = ['values', 'weights'].map(
    (name) => node.entries.find(({ key }) => key.text === name)?.value,
  );
  if (values?.kind !== 'sequence' || values.items.length === 0) return null;
  if (weights === undefined) return reader.failed ? null : choiceOf(values.items, null);
  if (weights.kind !== 'sequence' || weights.items.length !== values.items.length) {
    const problem = `${values.items.length} values need ${values.items.length} weights`;
    reader.report(problem, weights.span, 'these weights');
    return null;
  }
  const numbers = weights.items.map((item) => reader.number('weights', item));
  const known = numbers.filter((number) => number !== null);
  for (const item of weights.items) {
    if (item.kind === 'scalar' && known.includes(item.text) && signOf(item.text) < 0) {
      reader.report('a weight must not be negative', item.span, 'negative');
    }
  }
  if (known.length === numbers.length && known.every((number) => signOf(number) === 0)) {
    reader.report('at least one weight must be above 0', weights.span, 'all are 0');
  }
  return known.length < numbers.length || reader.failed ? null : choiceOf(values.items, known);
}

function readNormal(reader: KeyReader, digits: number, isLog: boolean): Distribution | null {
  const [mean, sd] = [reader.required('mean'), reader.required('sd')];
  if (mean === null || sd === null) return null;
  if (signOf(sd) <= 0) reader.report('`sd` must be above 0', reader.spanOf('sd'), 'not above 0');
  return { kind: 'normal', mean, sd, digits, isLog };
}

function readSpread(reader: KeyReader, digits: number, isLog: boolean): Distribution | null {
  const [from, to, step] = [reader.required('from'), reader.required('to'), reader.optional('step')];
  if (from === null || to === null) return null;
  if (step !== null && signOf(step) === 0) {
    reader.report('the step must not be 0', reader.spanOf('step'), 'this step');
  }
  if (!isLog) return spread(from, to, step, digits);
  for (const [key, number] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (signOf(number) <= 0)
      reader.report('both ends of a logarithmic sample must be above 0', reader.spanOf(key), 'not above 0');
  }
  if (step !== null)
    reader.report(
      '`step` cannot be combined with `scale: log`',
      reader.spanOf('step'),
      'used with `scale: log`',
    );
  return isInteger(from) && isInteger(to)
    ? { kind: 'log-steps', from, to }
    : { kind: 'log', from, to, digits };
}

/** Whole numbers if the ends are whole, steps if there is a step, otherwise any number. */
function spread(from: string, to: string, step: string | null, digits: number): Distribution {
  if (step !== null) return { kind: 'steps', from, to, step };
  if (isInteger(from) && isInteger(to)) return { kind: 'steps', from, to, step: '1' };
  return { kind: 'uniform', from, to, digits };
}

function isInteger(number: string): boolean {
  return /^[-+]?\d+$/.test(number);
}

/** Reads the keys of a mapping, and reports invalid ones. */
class KeyReader {
  readonly #node: MappingNode;
  readonly #diagnostics: Diagnostics;
  failed = false;

  constructor(node: MappingNode, diagnostics: Diagnostics) {
    this.#node = node;
    this.#diagnostics = diagnostics;
  }

  has(key: string): boolean {
    return this.#value(key) !== undefined;
  }

  spanOf(key: string): Span {
    return this.#value(key)?.span ?? this.#node.span;
  }

  expectKeys(kind: keyof typeof keysOf): void {
    const keys = keysOf[kind];
    const what = { range: 'a sampled range', normal: 'a normal distribution', choice: 'a choice' }[kind];
    for (const { key } of this.#node.entries) {
      if (keys.includes(key.text)) continue;
      const close = didYouMean(key.text, keys);
      const notes = [`expected one of ${keys.map((each) => `\`${each}\``).join(', ')}`];
      const help = close === undefined ? undefined : `did you mean \`${close}\`?`;
      this.#add(`${what} has no key \`${key.text}\``, key.span, 'unknown key', notes, help);
    }
  }

  required(key: string): string | null {
    if (this.has(key)) return this.optional(key);
    this.#add(`\`${key}\` is missing`, this.#node.span, 'missing here', [], `add \`${key}:\``);
    return null;
  }

  optional(key: string): string | null {
    const value = this.#value(key);
    return value === undefined ? null : this.number(key, value);
  }

  number(key: string, value: SyntaxNode): string | null {
    return this.#text(key, value, (text) => NUMBER_ONLY.test(text), 'a number');
  }

  digits(): number | null {
    const value = this.#value('digits');
    const fits = (text: string): boolean =>
      /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_DIGITS;
    const expected = `a whole number from 1 to ${MOST_DIGITS}`;
    const text = value === undefined ? null : this.#text('digits', value, fits, expected);
    return text === null ? null : Number(text);
  }

  scale(): string | null {
    const value = this.#value('scale');
    const fits = (text: string): boolean => text === 'log' || text === 'linear';
    return value === undefined ? null : this.#text('scale', value, fits, '`log` or `linear`');
  }

  report(problem: string, span: Span, text: string): void {
    this.#add(problem, span, text, [], undefined);
  }

  #value(name: string): SyntaxNode | undefined {
    return this.#node.entries.find(({ key }) => key.text === name)?.value;
  }

  #text(
    key: string,
    value: SyntaxNode,
    fits: (text: string) => boolean,
    expected: string,
  ): ScalarNode['text'] | null {
    if (value.kind === 'scalar' && fits(value.text)) return value.text;
    this.failed = true;
    const primary = { span: value.span, text: `expected ${expected}` };
    const found = describeNode(value);
    this.#diagnostics.add(diagnose(sampleDiagnostics.notNumber, { key, expected, found }, { primary }));
    return null;
  }

  #add(problem: string, span: Span, text: string, notes: readonly string[], help: string | undefined): void {
    this.failed = true;
    const primary = { span, text };
    this.#diagnostics.add(diagnose(sampleDiagnostics.malformed, { problem }, { primary, notes, help }));
  }
}
