import type { Value } from '../../plan/plan.ts';
import type { Span } from '../../source/source.ts';
import type { ScalarNode, SyntaxNode } from '../../syntax/node.ts';
import type { Findings } from '../findings.ts';
import { list, map, number, text } from '../imported.ts';
import { asFloat, closedRange, isNumber, isWhole } from '../numbers.ts';
import { readValue } from '../read-node.ts';

/** The values of a flag; `sampled` can only be drawn. */
export interface FlagSpace {
  readonly kind: 'constant' | 'grid' | 'sampled';
  readonly value: Value;
}

/** Guild's functions in a flag's value: `[1:8]`, `uniform[0:1]`, `range[1:4]`. */
const FUNCTION = /^(\w*)\[([^\]]*:[^\]]*)\]$/;

/**
 * A flag's values; null after reporting a problem. A list is swept, a function is drawn or enumerated, everything else
 * is a constant.
 */
export function readFlag(name: string, node: SyntaxNode, findings: Findings): FlagSpace | null {
  if (node.kind === 'sequence') return { kind: 'grid', value: list(node.items.map(readValue)) };
  if (node.kind === 'scalar') {
    const [, called, inner] = FUNCTION.exec(node.text) ?? [];
    if (called !== undefined && inner !== undefined) return readFunction(name, called, inner, node, findings);
  }
  return { kind: 'constant', value: readValue(node) };
}

function readFunction(
  name: string,
  called: string,
  inner: string,
  node: ScalarNode,
  findings: Findings,
): FlagSpace | null {
  const [from = '', to = '', third] = inner.split(':').map((part) => part.trim());
  if (![from, to, third ?? '1'].every(isNumber)) return fail('needs numbers separated by colons');
  switch (called) {
    case 'range':
      return { kind: 'grid', value: closedRange(from, lastOf(from, to, third ?? '1'), third ?? '1') };
    case 'linspace':
      return spaced(from, to, third ?? '5');
    case 'logspace':
      return spaced(power(from), power(to), third ?? '5', { scale: text('log') });
    case '':
    case 'uniform':
      noInitial(third, node.span);
      return { kind: 'sampled', value: map({ from: ends(from), to: ends(to) }) };
    case 'loguniform':
      noInitial(third, node.span);
      return { kind: 'sampled', value: map({ from: asFloat(from), to: asFloat(to), scale: text('log') }) };
    default:
      return fail(`has an unknown function \`${called}\``);
  }

  function ends(end: string): Value {
    return isWhole(from) && isWhole(to) ? number(end) : asFloat(end);
  }

  function spaced(first: string, last: string, count: string, scale: Record<string, Value> = {}): FlagSpace {
    return {
      kind: 'grid',
      value: map({ from: asFloat(first), to: asFloat(last), count: number(count), ...scale }),
    };
  }

  function fail(problem: string): null {
    findings.malformed(`\`${name}\` ${problem}`, node.span, 'not a guild value');
    return null;
  }

  function noInitial(initial: string | undefined, span: Span): void {
    if (initial === undefined) return;
    findings.noEquivalent(
      'the initial value of a search',
      span,
      'add a block with this value if it must run: all rows of a sample are drawn',
    );
  }
}

function power(exponent: string): string {
  return isWhole(exponent) ? `1e${exponent.replace('+', '')}` : String(10 ** Number(exponent));
}

/** The last number, in steps from one end, that does not exceed the other end. */
function lastOf(from: string, to: string, step: string): string {
  if (![from, to, step].every(isWhole)) return to;
  const steps = Math.floor((Number(to) - Number(from)) / Number(step));
  return String(Number(from) + steps * Number(step));
}
