import type { Value } from '../../plan/plan.ts';
import type { MappingNode } from '../../syntax/node.ts';
import type { Findings } from '../findings.ts';
import { list, map, number, text } from '../imported.ts';
import { asFloat, closedRange, halfOpenRange, isNumber, isPositive } from '../numbers.ts';
import { asPythonWord, readValue, scalarAt, valueAt } from '../read-node.ts';

/** A parameter under `grid` or `random` as an hsm list, range or distribution; null after reporting a problem. */
export function readSpace(
  name: string,
  node: MappingNode,
  section: 'grid' | 'random',
  findings: Findings,
): Value | null {
  const type = scalarAt(node, 'type')?.text ?? '';
  if (type === 'choice') {
    const options = valueAt(node, 'options');
    if (options?.kind === 'sequence' && options.items.length > 0) {
      return list(options.items.map((item) => asPythonWord(readValue(item))));
    }
    findings.malformed(`\`${name}\` has no list of \`options\``, (options ?? node).span, 'expected a list');
    return null;
  }
  const wanted: Readonly<Record<string, readonly string[]>> = {
    'grid range': ['min', 'max', 'step'],
    'grid uniform': ['min', 'max', 'num'],
    'grid loguniform': ['min', 'max', 'num'],
    'random uniform': ['min', 'max'],
    'random loguniform': ['min', 'max'],
    'random randint': ['min', 'max'],
    'random randint_unique': ['min', 'max'],
  };
  const keys = wanted[`${section} ${type}`];
  if (keys === undefined) {
    const span = (valueAt(node, 'type') ?? node).span;
    findings.malformed(`\`${section}\` has no type \`${type}\``, span, 'not a seml type');
    return null;
  }
  const numbers = keys.map((key) => scalarAt(node, key)?.text ?? '');
  if (!numbers.every(isNumber)) {
    findings.malformed(
      `\`${name}\` needs the numbers ${keys.join(', ')}`,
      node.span,
      'one is missing or not a number',
    );
    return null;
  }
  const [min = '', max = '', third = ''] = numbers;
  if (type === 'loguniform' && !(isPositive(min) && isPositive(max))) {
    findings.malformed(`the ends of \`${name}\` must be above 0`, node.span, 'its logarithm is undefined');
    return null;
  }
  const log = type === 'loguniform' ? { scale: text('log') } : {};
  if (section === 'grid' && type !== 'range') {
    // If `num` is 1, NumPy's `linspace` and `logspace` only have the first number.
    return third === '1'
      ? list([asFloat(min)])
      : map({ from: asFloat(min), to: asFloat(max), count: number(third), ...log });
  }
  if (type === 'uniform' || type === 'loguniform')
    return map({ from: asFloat(min), to: asFloat(max), ...log });
  if (type === 'randint_unique') {
    const note = 'rows are drawn independently; `take` draws from a grid without replacement';
    findings.differs(`\`${name}\``, 'whole numbers that may repeat', node.span, note);
  }
  const range = halfOpenRange(min, max, type === 'range' ? third : '1');
  if (range === null) findings.malformed(`\`${name}\` has no values`, node.span, 'an empty range');
  return range?.type === 'list' && section === 'random' ? closedRange(min, min, '1') : range;
}
