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
  readonly unknownHole: Name;
  readonly templateWithoutValue: object;
  readonly blocksOverlap: { readonly what: string; readonly several: boolean };
}

/** What a sweep can say that its shape allows and its meaning does not. */
export const checkDiagnostics: DiagnosticsOf<CheckMessages> = defineDiagnostics<CheckMessages>({
  emptySweep: {
    code: 'HSM301',
    severity: 'error',
    title: 'empty sweep',
    message: () => 'the sweep has no block, so there is nothing to run',
  },
  emptyBlock: {
    code: 'HSM302',
    severity: 'error',
    title: 'empty block or group',
    message: ({ what }) => `${what} sets no parameter`,
  },
  pairedLengths: {
    code: 'HSM303',
    severity: 'error',
    title: 'paired lists of different lengths',
    message: ({ name, length, first, firstLength }) =>
      `\`${name}\` has ${values(length)} but \`${first}\`, paired with it, has ${firstLength}`,
  },
  pairedAmbiguous: {
    code: 'HSM304',
    severity: 'error',
    title: 'one paired group or several',
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
    title: 'parameter inside another',
    message: ({ name, longer }) => `\`${name}\` is set to a value, so \`${longer}\` cannot be set inside it`,
  },
  parameterGroupPrefix: {
    code: 'HSM307',
    severity: 'warning',
    title: 'parameter inside another that may be a config group',
    message: ({ name, longer }) => `\`${longer}\` is inside \`${name}\`, which must then be a config group`,
  },
  defaultNeverUsed: {
    code: 'HSM308',
    severity: 'warning',
    title: 'default that no task uses',
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
    title: 'condition on a value that is not on the axis',
    message: ({ name, text }) => `\`${name}\` never has the value ${text}`,
  },
  excludeMatchesNothing: {
    code: 'HSM312',
    severity: 'warning',
    title: 'condition that no cell meets',
    message: () => 'no cell meets this condition',
  },
  excludeLeavesNothing: {
    code: 'HSM313',
    severity: 'error',
    title: 'conditions that leave nothing',
    message: () => 'the conditions of this block leave no cell',
  },
  excludeTooComplex: {
    code: 'HSM314',
    severity: 'error',
    title: 'conditions that cross in too many ways',
    message: () => 'these conditions cross in too many ways to look a task up by its number',
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
    title: 'take that takes all cells',
    message: ({ count }) =>
      `\`take\` asks for ${count === 1 ? 'one cell' : `${count} cells`}, and there are no more`,
  },
  uniqueTooLong: {
    code: 'HSM397',
    severity: 'error',
    title: 'too many tasks to compare',
    message: ({ most }) => `\`unique\` compares no more than ${most} tasks of a block with those before`,
  },
  casesTooLong: {
    code: 'HSM396',
    severity: 'error',
    title: 'too many cases',
    message: ({ most }) => `the cells of the cases have to be listed, and are more than ${most}`,
  },
  nulCharacter: {
    code: 'HSM316',
    severity: 'error',
    title: 'NUL character',
    message: () => 'this text holds a NUL character, which no command line or variable can carry',
  },
  scriptAndCommand: {
    code: 'HSM330',
    severity: 'error',
    title: 'both script and command',
    message: () => '`script` and `command` both say what to run',
  },
  nothingToRun: {
    code: 'HSM331',
    severity: 'error',
    title: 'nothing to run',
    message: () => 'nothing says which program the sweep runs',
  },
  scriptMissing: {
    code: 'HSM332',
    severity: 'warning',
    title: 'training script not found',
    message: ({ path }) => `the training script \`${path}\` is not there`,
  },
  interpreterMissing: {
    code: 'HSM333',
    severity: 'warning',
    title: 'interpreter not found',
    message: ({ path }) => `the interpreter \`${path}\` is not there`,
  },
  commandEmpty: {
    code: 'HSM334',
    severity: 'error',
    title: 'empty command',
    message: () => 'the command names no program',
  },
  commandUnfinished: {
    code: 'HSM335',
    severity: 'error',
    title: 'quote without an end',
    message: ({ text }) => `nothing ends the \`${text}\` that begins here`,
  },
  commandNeedsShell: {
    code: 'HSM336',
    severity: 'error',
    title: 'command that needs a shell',
    message: ({ what }) => `${what} means something to a shell only, and no shell runs this command`,
  },
  unknownHole: {
    code: 'HSM337',
    severity: 'error',
    title: 'unknown hole',
    message: ({ name }) => `nothing fills the hole \`{${name}}\``,
  },
  templateWithoutValue: {
    code: 'HSM338',
    severity: 'error',
    title: 'template without a value',
    message: () => 'the words under `args` do not hold `{value}`, so no value would be passed',
  },
  blocksOverlap: {
    code: 'HSM365',
    severity: 'warning',
    title: 'two blocks with the same cell',
    message: ({ what, several }) =>
      `${what} ${several ? 'are' : 'is'} in two blocks, so ${several ? 'their tasks run' : 'its task runs'} twice`,
  },
});

function values(count: number): string {
  return count === 1 ? '1 value' : `${count} values`;
}
