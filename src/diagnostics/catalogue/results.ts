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

/** What `results:` can say that its shape allows and its meaning does not. */
export const resultDiagnostics: DiagnosticsOf<ResultMessages> = defineDiagnostics<ResultMessages>({
  fileCount: {
    code: 'HSM340',
    severity: 'error',
    title: 'source of results without one file',
    message: ({ count }) => `a source of results names ${count === 0 ? 'no file' : 'several files'}`,
  },
  choice: {
    code: 'HSM341',
    severity: 'error',
    title: 'key for another format of results',
    message: ({ key, format }) => `\`${key}\` says nothing about \`${format}\``,
  },
  patternMissing: {
    code: 'HSM342',
    severity: 'error',
    title: 'log without a pattern',
    message: () => 'nothing says what is taken of the log',
  },
  file: {
    code: 'HSM343',
    severity: 'error',
    title: 'file of results outside the task directory',
    message: ({ file }) => `\`${file}\` is no file of a task's directory`,
  },
  pattern: {
    code: 'HSM344',
    severity: 'error',
    title: 'pattern that awk cannot hold against a log',
    message: ({ pattern }) => `the pattern \`${pattern}\` cannot be used`,
  },
  nameTwice: {
    code: 'HSM345',
    severity: 'error',
    title: 'column of results named twice',
    message: ({ name }) => `two results are called \`${name}\``,
  },
  objectives: {
    code: 'HSM346',
    severity: 'error',
    title: 'several objectives',
    message: () => 'the best task is told by one objective',
  },
  objectiveUnknown: {
    code: 'HSM347',
    severity: 'error',
    title: 'objective that is no result',
    message: ({ metric }) => `no source of results has \`${metric}\``,
  },
  replicateUnknown: {
    code: 'HSM348',
    severity: 'error',
    title: 'replicates of what is not swept',
    message: ({ name }) => `\`${name}\` is no parameter that is swept, so tasks cannot differ in it alone`,
  },
});
