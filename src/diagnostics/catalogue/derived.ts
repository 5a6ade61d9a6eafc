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

/** Mistakes in derived parameters. */
export const derivedDiagnostics: DiagnosticsOf<DerivedMessages> = defineDiagnostics<DerivedMessages>({
  unknown: {
    code: 'HSM366',
    severity: 'error',
    title: 'derived from an unknown parameter',
    message: ({ name, other }) => `\`${name}\` depends on \`${other}\`, which is not a parameter`,
  },
  cycle: {
    code: 'HSM367',
    severity: 'error',
    title: 'derived from itself',
    message: ({ name }) => `\`${name}\` depends on itself`,
  },
  fails: {
    code: 'HSM368',
    severity: 'error',
    title: 'derived value missing in some tasks',
    message: ({ name, reason }) => `\`${name}\` has no value in some tasks: ${reason}`,
  },
  tooMany: {
    code: 'HSM369',
    severity: 'error',
    title: 'too many derived values',
    message: ({ name, most }) => `\`${name}\` would have more than the maximum of ${most} values`,
  },
  cannot: {
    code: 'HSM376',
    severity: 'error',
    title: 'derived value cannot be computed',
    message: ({ name, reason }) => `\`${name}\` cannot be computed: ${reason}`,
  },
  setTwice: {
    code: 'HSM377',
    severity: 'error',
    title: 'derived parameter that is also set',
    message: ({ name }) => `\`${name}\` is both derived and set`,
  },
  type: {
    code: 'HSM378',
    severity: 'error',
    title: 'invalid expression of a derived parameter',
    message: ({ name, problem }) => `the expression of \`${name}\` is invalid: ${problem}`,
  },
});
