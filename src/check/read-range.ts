import type { Range } from '../plan/plan.ts';
import { rangeValue } from '../plan/range.ts';
import type { Span } from '../source/source.ts';
import { describeNode } from '../syntax/describe.ts';
import type { MappingNode, ScalarNode, SyntaxNode } from '../syntax/node.ts';
import { directionOf, MOST_LISTED, type RangeForm, rangeContent, signOf } from './range.ts';

/** A short form for the values of a parameter, instead of a list. */
export interface ReadRange {
  readonly values: readonly ScalarNode[];
  readonly long: LongRange | null;
  readonly problems: readonly RangeProblem[];
}

/** A range with too many values to list. */
export interface LongRange {
  readonly size: number;
  readonly range: Omit<Range, 'origin'>;
}

export type RangeProblem = { readonly span: Span } & (
  | { readonly kind: 'unknown-key' | 'missing-key'; readonly key: string }
  | { readonly kind: 'step-and-count' | 'never-ends' | 'not-positive' | 'too-long' }
  | { readonly kind: 'not-number'; readonly key: string; readonly expected: string; readonly found: string }
);

const NUMBER = String.raw`[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d{1,2})?`;
const RANGE: RegExp = new RegExp(`^(${NUMBER})\\.\\.(${NUMBER})(?:\\.\\.(${NUMBER}))?$`);
export const NUMBER_ONLY: RegExp = new RegExp(`^${NUMBER}$`);

export const rangeKeys: readonly string[] = ['from', 'to', 'step', 'count', 'scale', 'digits'];

/** Significant digits of a number with infinitely many, unless `digits` is set. */
const DIGITS = 6;
const MOST_DIGITS = 15;

/** Whether a text is a range, such as `1..30` or `0..1..0.1`. */
export function isRangeText(node: SyntaxNode): node is ScalarNode {
  return node.kind === 'scalar' && RANGE.test(node.text);
}

/** The ends and the step of a text that is a range; null for any other. */
export function rangeParts(
  node: ScalarNode,
): { readonly from: string; readonly to: string; readonly step: string | null } | null {
  const [, from, to, step = null] = RANGE.exec(node.text) ?? [];
  return from === undefined || to === undefined || step === undefined ? null : { from, to, step };
}

/** Whether a mapping is a range and not a prefix of names: it has an end, and all its values are scalars. */
export function isRangeMapping(node: SyntaxNode): node is MappingNode {
  if (node.kind !== 'mapping' || node.entries.some(({ value }) => value.kind !== 'scalar')) return false;
  return node.entries.some(({ key }) => key.text === 'from' || key.text === 'to');
}

/** A range where only a list is possible: all its values. */
export function listedRange(
  { values, long, problems }: ReadRange,
  span: Span,
): Pick<ReadRange, 'values' | 'problems'> {
  if (long === null) return { values, problems };
  if (long.size > MOST_LISTED) return refused([{ kind: 'too-long', span }]);
  const all = Array.from({ length: long.size }, (_, row) => computed(rangeValue(long.range, row), span));
  return { values: all, problems };
}

/** The range in a node; null if it is something else. */
export function readRange(node: SyntaxNode): ReadRange | null {
  if (isRangeText(node)) {
    const [, from = '', to = '', step = '1'] = RANGE.exec(node.text) ?? [];
    return contentOf({ from, to, spacing: { kind: 'step', step } }, node.span, node.span);
  }
  return isRangeMapping(node) ? readMapping(node) : null;
}

function readMapping(node: MappingNode): ReadRange {
  const problems: RangeProblem[] = [];
  const entries = new Map(node.entries.map((entry) => [entry.key.text, entry]));
  for (const { key } of node.entries) {
    if (!rangeKeys.includes(key.text)) problems.push({ kind: 'unknown-key', key: key.text, span: key.span });
  }
  const read = (key: string, fits: (text: string) => boolean, expected: string): string | undefined => {
    const value = entries.get(key)?.value;
    if (value?.kind !== 'scalar') return undefined;
    if (fits(value.text)) return value.text;
    problems.push({ kind: 'not-number', key, expected, found: describeNode(value), span: value.span });
    return undefined;
  };
  const isNumber = (text: string): boolean => NUMBER_ONLY.test(text);
  const from = read('from', isNumber, 'a number');
  const to = read('to', isNumber, 'a number');
  const step = read('step', isNumber, 'a number');
  const count = read('count', (text) => isWhole(text, Number.MAX_SAFE_INTEGER), 'a whole number from 1');
  const digits = read(
    'digits',
    (text) => isWhole(text, MOST_DIGITS),
    `a whole number from 1 to ${MOST_DIGITS}`,
  );
  const scale = read('scale', (text) => text === 'log' || text === 'linear', '`log` or `linear`');
  for (const key of ['from', 'to', ...(scale === 'log' ? ['count'] : [])]) {
    if (!entries.has(key)) problems.push({ kind: 'missing-key', key, span: node.span });
  }
  const second = entries.get('step')?.key;
  if (second !== undefined && entries.has('count'))
    problems.push({ kind: 'step-and-count', span: second.span });
  if (problems.length > 0 || from === undefined || to === undefined) return refused(problems);
  const kind = scale === 'log' ? 'log' : 'count';
  const spacing: RangeForm['spacing'] =
    count === undefined
      ? { kind: 'step', step: step ?? '1' }
      : { kind, count: Number(count), digits: Number(digits ?? DIGITS) };
  if (kind === 'log') {
    const wrong = ['from', 'to'].filter((key) => signOf(key === 'from' ? from : to) <= 0);
    if (wrong.length > 0) {
      return refused(
        wrong.map((key) => ({ kind: 'not-positive', span: entries.get(key)?.value.span ?? node.span })),
      );
    }
  }
  return contentOf({ from, to, spacing }, node.span, entries.get('step')?.value.span ?? node.span);
}

function isWhole(text: string, most: number): boolean {
  return /^\+?\d+$/.test(text) && Number(text) >= 1 && Number(text) <= most;
}

function contentOf(form: RangeForm, span: Span, stepSpan: Span): ReadRange {
  const { spacing } = form;
  if (spacing.kind === 'step') {
    const [way, step] = [directionOf(form), signOf(spacing.step)];
    if (step === 0 || (step < 0 && way > 0)) return refused([{ kind: 'never-ends', span: stepSpan }]);
  }
  const content = rangeContent(form);
  if (content === null) return refused([{ kind: 'too-long', span }]);
  if (content.kind === 'listed') {
    return { values: content.numbers.map((number) => computed(number, span)), long: null, problems: [] };
  }
  const { size, range } = content;
  const ends = [0, size - 1].map((row) => computed(rangeValue(range, row), span));
  return { values: ends, long: { size, range }, problems: [] };
}

/** A value that is not written in the file. */
export function computed(number: Pick<ScalarNode, 'type' | 'text'>, span: Span): ScalarNode {
  return { kind: 'scalar', style: 'computed', span, ...number };
}

function refused(problems: readonly RangeProblem[]): ReadRange {
  return { values: [], long: null, problems };
}
