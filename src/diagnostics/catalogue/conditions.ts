import { type DiagnosticsOf, defineDiagnostics } from '../define.ts';

interface ConditionMessages {
  readonly syntax: { readonly problem: string };
  readonly type: { readonly problem: string };
  readonly fails: { readonly reason: string };
  readonly tooMany: { readonly most: number };
  readonly keepsAll: object;
}

/** What an expression under `exclude` or `only` can say that decides nothing. */
export const conditionDiagnostics: DiagnosticsOf<ConditionMessages> = defineDiagnostics<ConditionMessages>({
  syntax: {
    code: 'HSM317',
    severity: 'error',
    title: 'expression that cannot be read',
    message: ({ problem }) => `this expression cannot be read: ${problem}`,
  },
  type: {
    code: 'HSM318',
    severity: 'error',
    title: 'expression of the wrong type',
    message: ({ problem }) => `this expression is no condition: ${problem}`,
  },
  fails: {
    code: 'HSM319',
    severity: 'error',
    title: 'expression without an answer',
    message: ({ reason }) => `this expression has no answer for some cells: ${reason}`,
  },
  tooMany: {
    code: 'HSM328',
    severity: 'error',
    title: 'expression over too many combinations',
    message: ({ most }) => `this expression would be asked of more than ${most} combinations`,
  },
  keepsAll: {
    code: 'HSM329',
    severity: 'warning',
    title: 'condition that every cell meets',
    message: () => 'every cell meets this condition, so `only` drops none',
  },
});
