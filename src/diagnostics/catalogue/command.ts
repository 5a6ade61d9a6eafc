import { type DiagnosticsOf, defineDiagnostics } from '../define.ts';

/** The parameters of each message. */
export interface CommandMessages {
  readonly sweepFileMissing: { readonly path: string };
  readonly fileUnreadable: { readonly path: string; readonly reason: string };
  readonly targetUnknown: { readonly name: string };
  readonly modeUnavailable: { readonly mode: string; readonly target: string };
  readonly directoryNotOurs: { readonly directory: string; readonly path: string };
  readonly directoryHoldsResults: { readonly directory: string; readonly reason: string };
  readonly takesOverTooLate: { readonly directory: string };
  readonly nothingSelected: { readonly reason: string };
  readonly sweepAtWork: { readonly directory: string; readonly tasks: number };
  readonly fileEdited: { readonly directory: string; readonly path: string };
  readonly cannotWrite: { readonly path: string; readonly reason: string };
  readonly taskOutOfRange: { readonly index: string; readonly count: number };
  readonly programMissing: { readonly program: string };
  readonly sweepUnknown: { readonly name: string | null; readonly directory: string };
  readonly sweepAmbiguous: { readonly name: string; readonly count: number };
  readonly scriptMissing: { readonly directory: string; readonly script: string };
  readonly schedulerMissing: { readonly mode: string };
  readonly resultsUnreadable: { readonly directory: string; readonly reason: string };
  readonly metricUnknown: { readonly name: string };
  readonly reportNotOurs: { readonly path: string };
  readonly optionIgnored: { readonly option: string; readonly target: string };
  readonly cannotDelete: { readonly path: string; readonly reason: string };
  readonly nobodyToAsk: { readonly what: string };
  readonly remoteKnown: { readonly name: string; readonly path: string };
  readonly remoteUnknown: { readonly name: string; readonly path: string };
  readonly exampleUnknown: { readonly name: string };
  readonly exampleExists: { readonly name: string };
}

/** What can go wrong between the disk, the command line and the compiler. */
export const commandDiagnostics: DiagnosticsOf<CommandMessages> = defineDiagnostics<CommandMessages>({
  sweepFileMissing: {
    code: 'HSM501',
    severity: 'error',
    title: 'no sweep file',
    message: ({ path }) => `no sweep file at \`${path}\``,
  },
  fileUnreadable: {
    code: 'HSM502',
    severity: 'error',
    title: 'a file cannot be read',
    message: ({ path, reason }) => `cannot read \`${path}\`: ${reason}`,
  },
  targetUnknown: {
    code: 'HSM503',
    severity: 'error',
    title: 'unknown target',
    message: ({ name }) => `unknown target \`${name}\``,
  },
  modeUnavailable: {
    code: 'HSM504',
    severity: 'error',
    title: 'a mode without a target',
    message: ({ mode, target }) =>
      `\`--mode ${mode}\` needs the target \`${target}\`, which this version does not have`,
  },
  directoryNotOurs: {
    code: 'HSM505',
    severity: 'error',
    title: 'the directory holds files that hsm did not write',
    message: ({ directory, path }) => `\`${directory}\` holds \`${path}\`, which hsm did not write`,
  },
  directoryHoldsResults: {
    code: 'HSM506',
    severity: 'error',
    title: 'the directory holds results of another sweep',
    message: ({ directory, reason }) => `\`${directory}\` holds results, and ${reason}`,
  },
  fileEdited: {
    code: 'HSM507',
    severity: 'error',
    title: 'an emitted file was edited',
    message: ({ directory, path }) => `\`${path}\` in \`${directory}\` was edited after it was written`,
  },
  cannotWrite: {
    code: 'HSM508',
    severity: 'error',
    title: 'the sweep directory cannot be written',
    message: ({ path, reason }) => `cannot write \`${path}\`: ${reason}`,
  },
  taskOutOfRange: {
    code: 'HSM509',
    severity: 'error',
    title: 'no such task',
    message: ({ index, count }) =>
      `there is no task ${index}: the sweep has ${count === 1 ? 'one task' : `tasks 1 to ${count}`}`,
  },
  programMissing: {
    code: 'HSM510',
    severity: 'error',
    title: 'a program cannot be started',
    message: ({ program }) => `cannot start \`${program}\``,
  },
  sweepUnknown: {
    code: 'HSM511',
    severity: 'error',
    title: 'no such sweep',
    message: ({ name, directory }) =>
      name === null
        ? `there is no sweep in \`${directory}\``
        : `there is no sweep \`${name}\` in \`${directory}\``,
  },
  sweepAmbiguous: {
    code: 'HSM512',
    severity: 'error',
    title: 'several sweeps begin so',
    message: ({ name, count }) => `${count} sweeps begin with \`${name}\``,
  },
  scriptMissing: {
    code: 'HSM513',
    severity: 'error',
    title: 'the sweep directory does not have the script',
    message: ({ directory, script }) => `\`${directory}\` has no \`${script}\``,
  },
  schedulerMissing: {
    code: 'HSM514',
    severity: 'error',
    title: 'no scheduler',
    message: ({ mode }) => `\`--mode ${mode}\` needs a scheduler, and none is configured or found`,
  },
  optionIgnored: {
    code: 'HSM515',
    severity: 'warning',
    title: 'an option has no effect',
    message: ({ option, target }) => `\`${option}\` has no effect: \`${target}\` submits the tasks`,
  },
  cannotDelete: {
    code: 'HSM520',
    severity: 'error',
    title: 'a sweep cannot be deleted',
    message: ({ path, reason }) => `cannot delete \`${path}\`: ${reason}`,
  },
  nobodyToAsk: {
    code: 'HSM521',
    severity: 'error',
    title: 'nobody to ask',
    message: ({ what }) => `nobody is there to ask before ${what}`,
  },
  remoteKnown: {
    code: 'HSM540',
    severity: 'error',
    title: 'a remote machine that is there already',
    message: ({ name, path }) => `\`${path}\` has a remote \`${name}\` already`,
  },
  remoteUnknown: {
    code: 'HSM541',
    severity: 'error',
    title: 'no such remote machine',
    message: ({ name, path }) => `\`${path}\` has no remote \`${name}\``,
  },
  exampleUnknown: {
    code: 'HSM560',
    severity: 'error',
    title: 'unknown example',
    message: ({ name }) => `unknown example \`${name}\``,
  },
  exampleExists: {
    code: 'HSM561',
    severity: 'error',
    title: 'the folder of an example already exists',
    message: ({ name }) => `\`${name}\` already exists in this directory`,
  },
  resultsUnreadable: {
    code: 'HSM530',
    severity: 'error',
    title: 'the results cannot be collected',
    message: ({ directory, reason }) => `cannot collect the results of \`${directory}\`: ${reason}`,
  },
  metricUnknown: {
    code: 'HSM531',
    severity: 'error',
    title: 'no such metric',
    message: ({ name }) => `there is no metric \`${name}\` of numbers in the results`,
  },
  takesOverTooLate: {
    code: 'HSM517',
    severity: 'error',
    title: 'results are taken over by a new directory alone',
    message: ({ directory }) =>
      `\`--from\` fills a directory when it is made, and \`${directory}\` has results already`,
  },
  nothingSelected: {
    code: 'HSM518',
    severity: 'error',
    title: 'nothing is selected',
    message: ({ reason }) => `\`--where\`: ${reason}`,
  },
  sweepAtWork: {
    code: 'HSM516',
    severity: 'error',
    title: 'the sweep is at work',
    message: ({ directory, tasks }) =>
      tasks === 0
        ? `tasks of \`${directory}\` may be running or queued, and this build changes scripts that they read`
        : `${tasks === 1 ? 'a task' : `${tasks} tasks`} of \`${directory}\` ${tasks === 1 ? 'is' : 'are'} running or queued, and this build changes scripts that they read`,
  },
  reportNotOurs: {
    code: 'HSM532',
    severity: 'error',
    title: 'the file is not a report',
    message: ({ path }) => `\`${path}\` is there, and is not a report that hsm wrote`,
  },
});
