import { type DiagnosticsOf, defineDiagnostics } from '../define.ts';

type Name = { readonly name: string };
type Text = { readonly text: string };

interface CheckMessages {
  readonly emptySweep: object;
  readonly emptyBlock: { readonly what: string };
  readonly pairedLengths: Name & {
    readonly length: number;
    readonly first: string;
    readonly firstLength: number;
  };
  readonly pairedAmbiguous: { readonly names: readonly string[] };
  readonly parameterSetTwice: Name & { readonly where: string };
  readonly parameterPrefix: Name & { readonly longer: string };
  readonly parameterGroupPrefix: Name & { readonly longer: string };
  readonly defaultNeverUsed: Name;
  readonly duplicateValue: { readonly what: string; readonly isDrawn: boolean };
  readonly excludeUnknownParameter: Name;
  readonly excludeUnknownValue: Name & Text;
  readonly excludeMatchesNothing: object;
  readonly excludeLeavesNothing: object;
  readonly excludeTooComplex: object;
  readonly tooManyTasks: object;
  readonly takesAll: { readonly count: number };
  readonly uniqueTooLong: { readonly most: number };
  readonly casesTooLong: { readonly most: number };
  readonly nulCharacter: object;
  readonly scriptAndCommand: object;
  readonly nothingToRun: object;
  readonly scriptMissing: { readonly path: string };
  readonly interpreterMissing: { readonly path: string };
  readonly commandEmpty: object;
  readonly commandUnfinished: Text;
  readonly commandNeedsShell: { readonly what: string };
  readonly unknownPlaceholder: Name;
  readonly templateWithoutValue: object;
  readonly blocksOverlap: { readonly what: string; readonly several: boolean };
}

/** Mistakes in a sweep whose shape is valid. */
export const checkDiagnostics: DiagnosticsOf<CheckMessages> = defineDiagnostics<CheckMessages>({
  emptySweep: {
    code: 'HSM301',
    severity: 'error',
    title: 'empty sweep',
    message: () => 'the sweep has no blocks, so it has no tasks',
  },
  emptyBlock: {
    code: 'HSM302',
    severity: 'error',
    title: 'empty block or group',
    message: ({ what }) => `${what} sets no parameters`,
  },
  pairedLengths: {
    code: 'HSM303',
    severity: 'error',
    title: 'paired lists of different lengths',
    message: ({ name, length, first, firstLength }) =>
      `\`${name}\` has ${values(length)}, but \`${first}\`, which is paired with it, has ${firstLength}`,
  },
  pairedAmbiguous: {
    code: 'HSM304',
    severity: 'error',
    title: 'ambiguous paired groups',
    message: ({ names }) => `${names.map((name) => `\`${name}\``).join(', ')} could be one group or several`,
  },
  parameterSetTwice: {
    code: 'HSM305',
    severity: 'error',
    title: 'parameter set twice',
    message: ({ name, where }) => `\`${name}\` is set twice in ${where}`,
  },
  parameterPrefix: {
    code: 'HSM306',
    severity: 'error',
    title: 'parameter nested inside another',
    message: ({ name, longer }) => `\`${name}\` has a value, so \`${longer}\` cannot be set inside it`,
  },
  parameterGroupPrefix: {
    code: 'HSM307',
    severity: 'warning',
    title: 'parameter inside a config group',
    message: ({ name, longer }) =>
      `\`${longer}\` is inside \`${name}\`, so \`${name}\` must be a config group`,
  },
  defaultNeverUsed: {
    code: 'HSM308',
    severity: 'warning',
    title: 'unused default',
    message: ({ name }) => `the default of \`${name}\` is never used`,
  },
  duplicateValue: {
    code: 'HSM309',
    severity: 'warning',
    title: 'duplicate value on an axis',
    message: ({ what, isDrawn }) =>
      `${what} is ${isDrawn ? 'drawn' : 'listed'} twice, so its tasks run twice`,
  },
  excludeUnknownParameter: {
    code: 'HSM310',
    severity: 'error',
    title: 'condition on an unknown parameter',
    message: ({ name }) => `this block has no parameter \`${name}\``,
  },
  excludeUnknownValue: {
    code: 'HSM311',
    severity: 'warning',
    title: 'condition on a value that never occurs',
    message: ({ name, text }) => `\`${name}\` never has the value ${text}`,
  },
  excludeMatchesNothing: {
    code: 'HSM312',
    severity: 'warning',
    title: 'condition that matches nothing',
    message: () => 'no cell matches this condition',
  },
  excludeLeavesNothing: {
    code: 'HSM313',
    severity: 'error',
    title: 'conditions that exclude every cell',
    message: () => 'the conditions of this block exclude every cell',
  },
  excludeTooComplex: {
    code: 'HSM314',
    severity: 'error',
    title: 'conditions too complex',
    message: () => 'these conditions are too complex to find a task by its number',
  },
  tooManyTasks: {
    code: 'HSM315',
    severity: 'error',
    title: 'too many tasks',
    message: () => `the sweep has more than ${Number.MAX_SAFE_INTEGER} tasks`,
  },
  takesAll: {
    code: 'HSM389',
    severity: 'warning',
    title: '`take` that keeps every cell',
    message: ({ count }) => `\`take: ${count}\` keeps every cell`,
  },
  uniqueTooLong: {
    code: 'HSM397',
    severity: 'error',
    title: 'too many tasks to compare',
    message: ({ most }) => `\`unique\` compares at most ${most} tasks of a block with earlier blocks`,
  },
  casesTooLong: {
    code: 'HSM396',
    severity: 'error',
    title: 'too many cases',
    message: ({ most }) => `the cases have more than the maximum of ${most} cells`,
  },
  nulCharacter: {
    code: 'HSM316',
    severity: 'error',
    title: 'NUL character',
    message: () => 'this text contains a NUL character, which command lines and variables cannot contain',
  },
  scriptAndCommand: {
    code: 'HSM330',
    severity: 'error',
    title: 'both script and command',
    message: () => 'both `script` and `command` are set',
  },
  nothingToRun: {
    code: 'HSM331',
    severity: 'error',
    title: 'no program to run',
    message: () => 'neither `script` nor `command` is set',
  },
  scriptMissing: {
    code: 'HSM332',
    severity: 'warning',
    title: 'training script not found',
    message: ({ path }) => `the training script \`${path}\` does not exist`,
  },
  interpreterMissing: {
    code: 'HSM333',
    severity: 'warning',
    title: 'interpreter not found',
    message: ({ path }) => `the interpreter \`${path}\` does not exist`,
  },
  commandEmpty: {
    code: 'HSM334',
    severity: 'error',
    title: 'empty command',
    message: () => 'the command does not name a program',
  },
  commandUnfinished: {
    code: 'HSM335',
    severity: 'error',
    title: 'unclosed quote',
    message: ({ text }) => `unclosed \`${text}\``,
  },
  commandNeedsShell: {
    code: 'HSM336',
    severity: 'error',
    title: 'command that needs a shell',
    message: ({ what }) => `${what} needs a shell, but no shell runs this command`,
  },
  unknownPlaceholder: {
    code: 'HSM337',
    severity: 'error',
    title: 'unknown placeholder',
    message: ({ name }) => `unknown placeholder \`{${name}}\``,
  },
  templateWithoutValue: {
    code: 'HSM338',
    severity: 'error',
    title: '`args` without `{value}`',
    message: () => '`args` does not contain `{value}`, so no value would be passed',
  },
  blocksOverlap: {
    code: 'HSM365',
    severity: 'warning',
    title: 'the same cell in two blocks',
    message: ({ what, several }) =>
      `${what} ${several ? 'are' : 'is'} in two blocks, so ${several ? 'their tasks run' : 'its task runs'} twice`,
  },
});

function values(count: number): string {
  return count === 1 ? '1 value' : `${count} values`;
}
