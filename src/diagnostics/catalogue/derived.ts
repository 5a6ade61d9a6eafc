import { type DiagnosticsOf, defineDiagnostics } from '../define.ts';

type Named = { readonly name: string };

interface DerivedMessages {
  readonly unknown: Named & { readonly other: string };
  readonly cycle: Named;
  readonly fails: Named & { readonly reason: string };
  readonly tooMany: Named & { readonly most: number };
  readonly cannot: Named & { readonly reason: string };
  readonly setTwice: Named;
  readonly type: Named & { readonly problem: string };
}

/** What can be wrong with a parameter that is made of others. */
export const derivedDiagnostics: DiagnosticsOf<DerivedMessages> = defineDiagnostics<DerivedMessages>({
  unknown: {
    code: 'HSM366',
    severity: 'error',
    title: 'derived from an unknown parameter',
    message: ({ name, other }) => `\`${name}\` is made of \`${other}\`, which is no parameter`,
  },
  cycle: {
    code: 'HSM367',
    severity: 'error',
    title: 'derived from itself',
    message: ({ name }) => `\`${name}\` is made of itself`,
  },
  fails: {
    code: 'HSM368',
    severity: 'error',
    title: 'derived value that some tasks do not have',
    message: ({ name, reason }) => `\`${name}\` has no value in some tasks: ${reason}`,
  },
  tooMany: {
    code: 'HSM369',
    severity: 'error',
    title: 'derived values that are too many',
    message: ({ name, most }) => `\`${name}\` would have more than ${most} values`,
  },
  cannot: {
    code: 'HSM376',
    severity: 'error',
    title: 'derived value that cannot be made',
    message: ({ name, reason }) => `\`${name}\` cannot be made: ${reason}`,
  },
  setTwice: {
    code: 'HSM377',
    severity: 'error',
    title: 'derived parameter that is set as well',
    message: ({ name }) => `\`${name}\` is derived, and set as well`,
  },
  type: {
    code: 'HSM378',
    severity: 'error',
    title: 'expression without a value',
    message: ({ name, problem }) => `the expression of \`${name}\` has no value: ${problem}`,
  },
});
