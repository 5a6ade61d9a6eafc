import { type DiagnosticsOf, defineDiagnostics } from '../define.ts';

interface ResultMessages {
  readonly fileCount: { readonly count: number };
  readonly choice: { readonly key: string; readonly format: string };
  readonly patternMissing: object;
  readonly file: { readonly file: string };
  readonly pattern: { readonly pattern: string };
  readonly nameTwice: { readonly name: string };
  readonly objectives: object;
  readonly objectiveUnknown: { readonly metric: string };
  readonly replicateUnknown: { readonly name: string };
}

/** Mistakes in `results:` whose shape is valid. */
export const resultDiagnostics: DiagnosticsOf<ResultMessages> = defineDiagnostics<ResultMessages>({
  fileCount: {
    code: 'HSM340',
    severity: 'error',
    title: 'results source without exactly one file',
    message: ({ count }) => `a results source has ${count === 0 ? 'no file' : 'several files'}`,
  },
  choice: {
    code: 'HSM341',
    severity: 'error',
    title: 'key of another results format',
    message: ({ key, format }) => `\`${key}\` does not apply to \`${format}\``,
  },
  patternMissing: {
    code: 'HSM342',
    severity: 'error',
    title: 'log without a pattern',
    message: () => 'no pattern specifies what to read from the log',
  },
  file: {
    code: 'HSM343',
    severity: 'error',
    title: 'results file outside the task directory',
    message: ({ file }) => `\`${file}\` is not inside the task directory`,
  },
  pattern: {
    code: 'HSM344',
    severity: 'error',
    title: 'pattern that awk cannot match',
    message: ({ pattern }) => `the pattern \`${pattern}\` cannot be used`,
  },
  nameTwice: {
    code: 'HSM345',
    severity: 'error',
    title: 'duplicate results column',
    message: ({ name }) => `two results columns are named \`${name}\``,
  },
  objectives: {
    code: 'HSM346',
    severity: 'error',
    title: 'several objectives',
    message: () => 'only one of `maximize` and `minimize` can rank the tasks',
  },
  objectiveUnknown: {
    code: 'HSM347',
    severity: 'error',
    title: 'objective that is not a metric',
    message: ({ metric }) => `no results source has a metric \`${metric}\``,
  },
  replicateUnknown: {
    code: 'HSM348',
    severity: 'error',
    title: 'replicates of a parameter that is not swept',
    message: ({ name }) =>
      `\`${name}\` is not a swept parameter, so tasks cannot be replicates that differ only in it`,
  },
});
