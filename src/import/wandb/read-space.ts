import type { Value } from '../../plan/plan.ts';
import type { MappingNode, ScalarNode, SyntaxNode } from '../../syntax/node.ts';
import type { Findings } from '../findings.ts';
import { list, map, number, text } from '../imported.ts';
import {
  asFloat,
  closedRange,
  exponential,
  halfOpenRange,
  isMultiple,
  isNumber,
  isPositive,
  isWhole,
  nearestMultiple,
} from '../numbers.ts';
import { scalarAt, valueAt } from '../read-node.ts';

/** The possible kinds of a W&B parameter. */
export type ParameterSpace =
  | { readonly kind: 'constant'; readonly node: SyntaxNode }
  | { readonly kind: 'choice'; readonly nodes: readonly SyntaxNode[]; readonly weights: Value | null }
  /** Numbers; `grid` is null if they can only be drawn. */
  | { readonly kind: 'numbers'; readonly sampled: Value; readonly grid: Value | null; readonly what: string };

/**
 * Reads one entry under `parameters`. Without `distribution`, an entry with `value` is `constant`, one with `values` is
 * `categorical`, one with two integer ends is `int_uniform`, and any other is `uniform`. Null after reporting something
 * that W&B would refuse.
 */
export function readSpace(name: string, node: MappingNode, findings: Findings): ParameterSpace | null {
  const written = scalarAt(node, 'distribution');
  const distribution = written?.text ?? defaultDistribution(node);
  if (distribution === null) {
    findings.malformed(
      `\`${name}\` has no value`,
      node.span,
      'neither `value`, `values` nor `min` and `max`',
    );
    return null;
  }
  if (distribution === 'constant') return constant(name, node, findings);
  if (distribution.startsWith('categorical')) return choice(name, node, findings);
  const reader = new NumberReader(name, node, findings);
  const read = numbers(distribution, reader);
  if (read === null) {
    findings.malformed(
      `unknown distribution \`${distribution}\``,
      (written ?? node).span,
      'not a W&B distribution',
    );
    return null;
  }
  return reader.failed ? null : { kind: 'numbers', what: distribution, ...read() };
}

function defaultDistribution(node: MappingNode): string | null {
  if (valueAt(node, 'value') !== undefined) return 'constant';
  if (valueAt(node, 'values') !== undefined) return 'categorical';
  const [min, max] = [scalarAt(node, 'min'), scalarAt(node, 'max')];
  if (min === undefined || max === undefined) {
    return valueAt(node, 'mu') === undefined ? null : 'normal';
  }
  return isWhole(min.text) && isWhole(max.text) ? 'int_uniform' : 'uniform';
}

function constant(name: string, node: MappingNode, findings: Findings): ParameterSpace | null {
  const value = valueAt(node, 'value');
  if (value !== undefined) return { kind: 'constant', node: value };
  findings.malformed(`\`${name}\` has no \`value\``, node.span, 'a constant without a value');
  return null;
}

function choice(name: string, node: MappingNode, findings: Findings): ParameterSpace | null {
  const values = valueAt(node, 'values');
  if (values?.kind !== 'sequence' || values.items.length === 0) {
    findings.malformed(`\`${name}\` has no list of \`values\``, (values ?? node).span, 'expected a list');
    return null;
  }
  const probabilities = valueAt(node, 'probabilities');
  if (probabilities === undefined) return { kind: 'choice', nodes: values.items, weights: null };
  const weights = probabilities.kind === 'sequence' ? probabilities.items : [];
  const known = weights.filter((item): item is ScalarNode => item.kind === 'scalar' && isNumber(item.text));
  if (known.length !== values.items.length) {
    findings.malformed(
      `\`${name}\` has ${values.items.length} values and needs the same number of probabilities`,
      probabilities.span,
      'these probabilities',
    );
    return null;
  }
  return {
    kind: 'choice',
    nodes: values.items,
    weights: list(known.map((item) => number(item.text))),
  };
}

type Numbers = () => { readonly sampled: Value; readonly grid: Value | null };

/** The formulas of W&B's distributions are those of its `sweeps` package, `params.py`. */
function numbers(distribution: string, reader: NumberReader): Numbers | null {
  const logarithmic = (from: string, to: string): Value =>
    map({ from: asFloat(from), to: asFloat(to), scale: text('log') });
  /** Integers if `q` is an integer: a program that takes integers takes nothing else. */
  const steps = (from: string, to: string): Value => {
    const q = reader.number('q', '1');
    if (q !== '1') reader.unrounded();
    return isWhole(q)
      ? map({ from: number(atLeastOne(from)), to: number(atLeastOne(to)), scale: text('log') })
      : logarithmic(from, to);
  };
  const drawn =
    (make: () => Value): Numbers =>
    () => ({ sampled: make(), grid: null });
  switch (distribution) {
    case 'int_uniform': {
      const [min, max] = reader.ends();
      return () => {
        const range = closedRange(min, max, '1');
        return { sampled: range, grid: range };
      };
    }
    case 'uniform': {
      const [min, max] = reader.ends();
      return drawn(() => map({ from: asFloat(min), to: asFloat(max) }));
    }
    case 'q_uniform': {
      const [min, max] = reader.ends();
      const q = reader.number('q', '1');
      return () => {
        const [from, to] = [nearestMultiple(min, q), nearestMultiple(max, q)];
        if (!isMultiple(min, q) || !isMultiple(max, q)) reader.rounded(q, from, to);
        const range = closedRange(from, to, q);
        // In a grid, W&B uses NumPy's `arange`, which excludes its end.
        return { sampled: range, grid: halfOpenRange(min, max, q) };
      };
    }
    case 'log_uniform':
    case 'q_log_uniform': {
      const [min, max] = reader.ends();
      if (distribution.startsWith('q_')) return drawn(() => steps(exponential(min), exponential(max)));
      return drawn(() => logarithmic(exponential(min), exponential(max)));
    }
    case 'inv_log_uniform': {
      const [min, max] = reader.ends();
      const negative = (end: string): string =>
        end.startsWith('-') ? end.slice(1) : `-${end.replace('+', '')}`;
      return drawn(() => logarithmic(exponential(negative(max)), exponential(negative(min))));
    }
    case 'log_uniform_values':
    case 'q_log_uniform_values':
    case 'inv_log_uniform_values': {
      const [min, max] = reader.ends();
      reader.expectPositive('min', min);
      if (distribution.startsWith('q_')) return drawn(() => steps(min, max));
      return drawn(() => logarithmic(min, max));
    }
    case 'normal':
    case 'q_normal':
    case 'log_normal':
    case 'q_log_normal': {
      const [mean, sd] = [reader.number('mu', '0'), reader.number('sigma', '1')];
      if (distribution.startsWith('q_')) reader.unrounded();
      const scale: Record<string, Value> = distribution.includes('log') ? { scale: text('log') } : {};
      return drawn(() => map({ mean: number(mean), sd: number(sd), ...scale }));
    }
    case 'beta':
    case 'q_beta':
      reader.uniformInstead(distribution);
      return drawn(() => map({ from: number('0.0'), to: number('1.0') }));
    default:
      return null;
  }
}

function atLeastOne(end: string): string {
  const whole = nearestMultiple(end, '1');
  return isPositive(whole) ? whole : '1';
}

/** Reads the numbers of a distribution, and reports invalid ones. */
class NumberReader {
  readonly #name: string;
  readonly #node: MappingNode;
  readonly #findings: Findings;
  failed = false;

  constructor(name: string, node: MappingNode, findings: Findings) {
    this.#name = name;
    this.#node = node;
    this.#findings = findings;
  }

  ends(): readonly [string, string] {
    return [this.number('min', null), this.number('max', null)];
  }

  number(key: string, otherwise: string | null): string {
    const found = scalarAt(this.#node, key);
    if (found === undefined && otherwise !== null) return otherwise;
    if (found !== undefined && isNumber(found.text)) return found.text;
    this.#fail(`\`${key}\` of \`${this.#name}\` must be a number`, found);
    return '1';
  }

  expectPositive(key: string, value: string): void {
    if (!this.failed && !isPositive(value)) {
      this.#fail(`\`${key}\` of \`${this.#name}\` must be above 0`, scalarAt(this.#node, key));
    }
  }

  rounded(q: string, from: string, to: string): void {
    this.#differs(
      `between ${from} and ${to} in steps of ${q}`,
      'the ends are rounded to multiples of `q`, as W&B rounds its samples',
    );
  }

  unrounded(): void {
    this.#differs(
      'numbers that are not rounded to `q`',
      'values on a nonlinear scale are not drawn in steps here',
    );
  }

  uniformInstead(distribution: string): void {
    this.#differs('numbers spread evenly from 0 to 1', `\`${distribution}\` is not supported`);
  }

  #differs(here: string, note: string): void {
    this.#findings.differs(`\`${this.#name}\``, here, this.#node.span, note);
  }

  #fail(problem: string, found: SyntaxNode | undefined): void {
    this.failed = true;
    this.#findings.malformed(
      problem,
      (found ?? this.#node).span,
      found === undefined ? 'missing here' : 'this one',
    );
  }
}
