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

/** Errors of files and commands. */
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
    title: 'unreadable file',
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
    title: 'unavailable mode',
    message: ({ mode, target }) =>
      `\`--mode ${mode}\` needs the target \`${target}\`, which this version does not have`,
  },
  directoryNotOurs: {
    code: 'HSM505',
    severity: 'error',
    title: 'directory with files that hsm did not write',
    message: ({ directory, path }) => `\`${directory}\` contains \`${path}\`, which hsm did not write`,
  },
  directoryHoldsResults: {
    code: 'HSM506',
    severity: 'error',
    title: 'directory with results of another sweep',
    message: ({ directory, reason }) => `\`${directory}\` contains results, and ${reason}`,
  },
  fileEdited: {
    code: 'HSM507',
    severity: 'error',
    title: 'edited scripts',
    message: ({ directory, path }) => `\`${path}\` in \`${directory}\` was edited after the build`,
  },
  cannotWrite: {
    code: 'HSM508',
    severity: 'error',
    title: 'sweep directory not writable',
    message: ({ path, reason }) => `cannot write \`${path}\`: ${reason}`,
  },
  taskOutOfRange: {
    code: 'HSM509',
    severity: 'error',
    title: 'unknown task',
    message: ({ index, count }) =>
      `no task ${index}: the sweep has ${count === 1 ? 'one task' : `tasks 1 to ${count}`}`,
  },
  programMissing: {
    code: 'HSM510',
    severity: 'error',
    title: 'program cannot be started',
    message: ({ program }) => `cannot start \`${program}\``,
  },
  sweepUnknown: {
    code: 'HSM511',
    severity: 'error',
    title: 'unknown sweep',
    message: ({ name, directory }) =>
      name === null ? `no sweep in \`${directory}\`` : `no sweep \`${name}\` in \`${directory}\``,
  },
  sweepAmbiguous: {
    code: 'HSM512',
    severity: 'error',
    title: 'ambiguous sweep name',
    message: ({ name, count }) => `\`${name}\` is the beginning of ${count} sweep names`,
  },
  scriptMissing: {
    code: 'HSM513',
    severity: 'error',
    title: 'missing script in the sweep directory',
    message: ({ directory, script }) => `\`${directory}\` has no \`${script}\``,
  },
  schedulerMissing: {
    code: 'HSM514',
    severity: 'error',
    title: 'no scheduler',
    message: ({ mode }) => `\`--mode ${mode}\` needs a scheduler, but none is configured or installed`,
  },
  optionIgnored: {
    code: 'HSM515',
    severity: 'warning',
    title: 'option without effect',
    message: ({ option, target }) => `\`${option}\` has no effect because \`${target}\` submits the tasks`,
  },
  cannotDelete: {
    code: 'HSM520',
    severity: 'error',
    title: 'sweep cannot be deleted',
    message: ({ path, reason }) => `cannot delete \`${path}\`: ${reason}`,
  },
  nobodyToAsk: {
    code: 'HSM521',
    severity: 'error',
    title: 'confirmation without a terminal',
    message: ({ what }) => `${what} needs confirmation, but standard input is not a terminal`,
  },
  remoteKnown: {
    code: 'HSM540',
    severity: 'error',
    title: 'remote machine already configured',
    message: ({ name, path }) => `\`${path}\` already has a remote \`${name}\``,
  },
  remoteUnknown: {
    code: 'HSM541',
    severity: 'error',
    title: 'unknown remote machine',
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
    title: 'folder of an example already exists',
    message: ({ name }) => `\`${name}\` already exists in this directory`,
  },
  resultsUnreadable: {
    code: 'HSM530',
    severity: 'error',
    title: 'results cannot be collected',
    message: ({ directory, reason }) => `cannot collect the results of \`${directory}\`: ${reason}`,
  },
  metricUnknown: {
    code: 'HSM531',
    severity: 'error',
    title: 'unknown metric',
    message: ({ name }) => `the results have no numeric metric \`${name}\``,
  },
  takesOverTooLate: {
    code: 'HSM517',
    severity: 'error',
    title: '`--from` with a directory that has results',
    message: ({ directory }) =>
      `\`--from\` only works with a new directory, but \`${directory}\` already has results`,
  },
  nothingSelected: {
    code: 'HSM518',
    severity: 'error',
    title: 'no tasks selected',
    message: ({ reason }) => `\`--where\`: ${reason}`,
  },
  sweepAtWork: {
    code: 'HSM516',
    severity: 'error',
    title: 'sweep in progress',
    message: ({ directory, tasks }) =>
      tasks === 0
        ? `tasks of \`${directory}\` may be running or queued, and this build changes scripts that they use`
        : `${tasks === 1 ? 'a task' : `${tasks} tasks`} of \`${directory}\` ${tasks === 1 ? 'is' : 'are'} running or queued, and this build changes scripts that ${tasks === 1 ? 'it uses' : 'they use'}`,
  },
  reportNotOurs: {
    code: 'HSM532',
    severity: 'error',
    title: 'existing file is not a report',
    message: ({ path }) => `\`${path}\` exists, but is not a report written by hsm`,
  },
});
