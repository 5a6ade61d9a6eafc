import { type DiagnosticsOf, defineDiagnostics } from '../define.ts';

interface ConditionMessages {
  readonly syntax: { readonly problem: string };
  readonly type: { readonly problem: string };
  readonly fails: { readonly reason: string };
  readonly tooMany: { readonly most: number };
  readonly keepsAll: object;
}

/** Mistakes in the expressions under `exclude` and `only`. */
export const conditionDiagnostics: DiagnosticsOf<ConditionMessages> = defineDiagnostics<ConditionMessages>({
  syntax: {
    code: 'HSM317',
    severity: 'error',
    title: 'invalid expression',
    message: ({ problem }) => `invalid expression: ${problem}`,
  },
  type: {
    code: 'HSM318',
    severity: 'error',
    title: 'expression of the wrong type',
    message: ({ problem }) => `this expression is not a condition: ${problem}`,
  },
  fails: {
    code: 'HSM319',
    severity: 'error',
    title: 'expression that fails for some cells',
    message: ({ reason }) => `this expression cannot be evaluated for some cells: ${reason}`,
  },
  tooMany: {
    code: 'HSM328',
    severity: 'error',
    title: 'expression over too many combinations',
    message: ({ most }) =>
      `this expression would be evaluated for more than the maximum of ${most} combinations`,
  },
  keepsAll: {
    code: 'HSM329',
    severity: 'warning',
    title: '`only` that drops nothing',
    message: () => 'every cell meets this condition, so `only` drops nothing',
  },
});
