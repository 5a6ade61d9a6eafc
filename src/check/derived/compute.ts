import type { Value } from '../../plan/plan.ts';
import { spanInside } from '../../syntax/span-inside.ts';
import { allParameters } from '../draft.ts';
import type { CelType } from '../expression-values.ts';
import { readExpression } from '../read-expression.ts';
import type { Named } from './block-scope.ts';
import type { DraftDerived } from './read-derived.ts';
import type { Found, Scope } from './scope.ts';
import { toParameterValue } from './to-value.ts';

/** An expression and its results in the cells of a block. */
export interface Computed {
  readonly axes: readonly number[];
  /** Null if a parameter that it names is not set. */
  value(rows: readonly number[]): Value | { readonly reason: string } | null;
}

/** Evaluates the expression of a derived parameter; null if it names parameters that only other blocks have. */
export function compute(scope: Scope, derived: DraftDerived): Found<Computed> {
  const { name, node, formula } = derived;
  if (formula.kind !== 'expression') return null;
  const all = [...allParameters(scope.draft)].map((parameter) => parameter.name);
  const types = new Map<string, CelType>(all.map((each) => [each, 'dyn']));
  // Its names are found first, so that nothing unnecessary is computed.
  const first = readExpression(formula.text, types, 'value');
  const parts = new Map<string, Named>();
  for (const each of 'names' in first ? first.names : []) {
    const named = scope.named(each);
    if (named === null || named === 'broken') return named;
    if (named.isHeld) {
      const text = `\`${each}\` contains a placeholder that is only replaced when a task runs, so an expression cannot use it`;
      return scope.fail({ kind: 'cannot', name, text, span: node.span });
    }
    parts.set(each, named);
    types.set(each, named.type);
  }
  const expression = 'names' in first ? readExpression(formula.text, types, 'value') : first;
  if (!('names' in expression)) {
    for (const { kind, text, start, end } of expression) {
      // The equals sign comes before.
      const from = Math.min(start + 1, Math.max(0, node.text.length - 1));
      scope.fail({ kind, name, text, span: spanInside(node, from, Math.max(end + 1, from + 1)) });
    }
    return 'broken';
  }
  const named = expression.names.map((each) => parts.get(each));
  return {
    axes: [...new Set(named.flatMap((each) => each?.axes ?? []))].sort((a, b) => a - b),
    value: (rows) => {
      const values: unknown[] = [];
      for (const each of named) {
        const given = each?.given(rows) ?? null;
        if (given === null) return null;
        values.push(given.value);
      }
      const result = expression.evaluate(values);
      return 'given' in result ? toParameterValue(result.given) : result;
    },
  };
}
