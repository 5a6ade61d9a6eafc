import { Argument, Command, Option } from 'commander';
import { Diagnostics } from '../../diagnostics/diagnostics.ts';
import { readProjectSettings } from '../../project/read-settings.ts';
import { type Machine, machineOf } from '../../settings/machine.ts';
import type { Settings } from '../../settings/settings.ts';
import { allOf, askMachine, MACHINES_AT_ONCE, type MachineAnswer, valuesOf } from '../ask-machine.ts';
import { checkRemote } from '../check-machine.ts';
import type { CommandContext, Finish } from '../context.ts';
import { areFit, describeParts } from '../findings.ts';
import { size } from '../judge-machine.ts';
import { createLiveScreen } from '../live-screen.ts';
import { mapBounded } from '../map-bounded.ts';
import { intervalOption, jsonOption } from '../options.ts';
import { printDiagnostics } from '../print-diagnostics.ts';
import { textTable } from '../text-table.ts';

/** Seconds between two requests to the machines. */
const PAUSE = 10;

interface LookOptions {
  readonly watch?: true;
  readonly interval?: number;
  readonly json?: true;
}

/** `hsm remote test`: whether a machine is suitable for sweeps, and what it has. */
export function createTest(context: CommandContext, finish: Finish): Command {
  return new Command('test')
    .description('check that a machine is ready for sweeps, and explain how to fix problems')
    .addArgument(machineArgument())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  $ hsm remote test blossom')
    .action(async (names: readonly string[], options: LookOptions) => {
      const asked = await machinesOf(names, context, finish);
      if (asked === null) return;
      const { machines, settings } = asked;
      const found = await mapBounded(machines, MACHINES_AT_ONCE, (each) =>
        checkRemote(each, settings, context),
      );
      const results = machines.map(({ name }, at) => ({ name, findings: found[at] ?? [] }));
      context.write(
        options.json ? `${JSON.stringify(results)}\n` : describeParts(results, context.color.output),
      );
      finish(areFit(results) ? 0 : 1);
    });
}

/** `hsm remote health`: the state of the machines. */
export function createHealth(context: CommandContext, finish: Finish): Command {
  return new Command('health')
    .description("show the machines' load, memory, disk space, GPUs and running sweeps")
    .addArgument(machineArgument())
    .addOption(new Option('-w, --watch', 'refresh until interrupted'))
    .addOption(intervalOption('refreshes', PAUSE))
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  $ hsm remote health --watch')
    .action((names: readonly string[], options: LookOptions) =>
      look(names, options, healthRows, healthObject, context, finish),
    );
}

/** `hsm remote gpus`: the GPUs of the machines, and how busy they are. */
export function createGpus(context: CommandContext, finish: Finish): Command {
  return new Command('gpus')
    .description("list the machines' GPUs and their utilisation")
    .addArgument(machineArgument())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  $ hsm remote gpus blossom')
    .action((names: readonly string[], options: LookOptions) =>
      look(names, options, gpuRows, gpuObject, context, finish),
    );
}

/** `hsm remote clean`: removes what is no longer needed on a machine. */
export function createClean(context: CommandContext, finish: Finish): Command {
  return new Command('clean')
    .description(
      'clean up a machine: remove finished sweeps whose results were pulled, and code that no sweep needs',
    )
    .addArgument(new Argument('<name>', 'machine in the project file, or SSH host'))
    .addOption(
      new Option(
        '--force',
        'also remove sweeps whose results were not pulled; running sweeps are never removed',
      ),
    )
    .addHelpText('after', '\nExample:\n  $ hsm remote clean blossom')
    .action(async (name: string, { force }: { readonly force?: true }) => {
      const asked = await machinesOf([name], context, finish);
      const [machine] = asked?.machines ?? [];
      if (machine === undefined) return;
      const answer = await askMachine(machine, ['clean_all', machine.root, force ? 'yes' : ''], context);
      if (answer === null) context.writeError(`hsm: ${name} is not responding\n`);
      for (const [id] of answer === null ? [] : allOf(answer, 'removed')) context.write(`removed ${id}\n`);
      for (const [id, reason] of answer === null ? [] : allOf(answer, 'kept'))
        context.write(`kept ${id}: ${reason}\n`);
      finish(answer === null || answer.code !== 0 ? 1 : 0);
    });
}

function machineArgument(): Argument {
  return new Argument('[name...]', 'machines in the project file, or SSH hosts (default: all)');
}

/** The requested machines; null if a name is unknown or the project has no machines, which is then reported. */
async function machinesOf(
  names: readonly string[],
  context: CommandContext,
  finish: Finish,
): Promise<{ readonly machines: readonly Machine[]; readonly settings: Settings } | null> {
  const diagnostics = new Diagnostics();
  const { settings } = readProjectSettings(context.workingDirectory, context.environment, diagnostics);
  finish(await printDiagnostics(diagnostics, context));
  if (diagnostics.hasErrors) return null;
  const meant = names.length > 0 ? names : Object.keys(settings.remotes);
  const machines = meant.map((name) => machineOf(name, settings));
  const wrong = meant.find((_, at) => machines[at] === null);
  if (wrong !== undefined) context.writeError(`hsm: ${wrong} is not a valid machine name\n`);
  if (meant.length === 0)
    context.write('no remote machines; add one with `hsm remote add NAME --host HOST`\n');
  if (wrong !== undefined) finish(2);
  return wrong === undefined && meant.length > 0
    ? { machines: machines.filter((machine) => machine !== null), settings }
    : null;
}

interface Looked {
  readonly name: string;
  readonly answer: MachineAnswer | null;
}

/** Asks all machines at once and shows a table of their answers, once or repeatedly. */
async function look(
  names: readonly string[],
  options: LookOptions,
  rowsOf: (looked: readonly Looked[]) => readonly (readonly string[])[],
  objectOf: (looked: Looked) => object,
  context: CommandContext,
  finish: Finish,
): Promise<void> {
  const asked = await machinesOf(names, context, finish);
  if (asked === null) return;
  const interrupt = options.watch ? context.interruption() : null;
  const screen = createLiveScreen(context);
  let quiet = false;
  for (;;) {
    const answers = await mapBounded(asked.machines, MACHINES_AT_ONCE, (machine) =>
      askMachine(machine, ['health', machine.root], context, { quiet }),
    );
    const looked = asked.machines.map(({ name }, at) => ({ name, answer: answers[at] ?? null }));
    const lines = options.json ? [JSON.stringify(looked.map(objectOf))] : textTable(rowsOf(looked));
    if (interrupt?.aborted) break;
    screen.draw(lines);
    finish(answers.includes(null) ? 1 : 0);
    if (interrupt === null) break;
    quiet = true;
    await context.pause(options.interval ?? PAUSE, interrupt);
    if (interrupt.aborted) break;
  }
  screen.close();
  if (interrupt?.aborted) finish(interrupt.reason as number);
}

function healthRows(looked: readonly Looked[]): readonly (readonly string[])[] {
  const heading = ['NAME', 'LOAD', 'CORES', 'MEMORY FREE', 'DISK FREE', 'GPUS BUSY', 'SWEEPS'];
  const rows = looked.map(({ name, answer }) => {
    if (answer === null) return [name, 'not responding', '', '', '', '', ''];
    const [load = '?'] = valuesOf(answer, 'load');
    const [cores = '?'] = valuesOf(answer, 'cores');
    const [total = '', available = ''] = valuesOf(answer, 'memory');
    const [, free = ''] = valuesOf(answer, 'free');
    const gpus = allOf(answer, 'gpu');
    const busy = gpus.filter(([, , , used = '0', use = '0']) => Number(use) > 5 || Number(used) > 500);
    const sweeps = allOf(answer, 'sweep').map(([id = '']) => id);
    const memory = `${available === '' ? '?' : size(Number(available))} of ${total === '' ? '?' : size(Number(total))}`;
    return [
      ...[name, load, cores, memory, free === '' ? '?' : size(Number(free))],
      ...[gpus.length === 0 ? '-' : `${busy.length} of ${gpus.length}`, sweeps.join(', ') || '-'],
    ];
  });
  return [heading, ...rows];
}

function healthObject({ name, answer }: Looked): object {
  if (answer === null) return { name, answers: false };
  const number = (text: string | undefined): number | null => (text ? Number(text) : null);
  const [total, available] = valuesOf(answer, 'memory');
  return {
    ...{ name, answers: true, load: number(valuesOf(answer, 'load')[0]) },
    cores: number(valuesOf(answer, 'cores')[0]),
    memory_mb: number(total),
    memory_free_mb: number(available),
    disk_free_mb: number(valuesOf(answer, 'free')[1]),
    gpus: allOf(answer, 'gpu').map(gpuOf),
    sweeps: allOf(answer, 'sweep').map(([id]) => id),
  };
}

function gpuRows(looked: readonly Looked[]): readonly (readonly string[])[] {
  const rows = looked.flatMap(({ name, answer }) => {
    if (answer === null) return [[name, '-', 'not responding', '', '']];
    const gpus = allOf(answer, 'gpu');
    if (gpus.length === 0) return [[name, '-', 'nvidia-smi lists no GPUs', '', '']];
    return gpus.map(([index = '', kind = '', total = '0', used = '0', use = '']) => [
      ...[name, index, kind, `${size(Number(used))} of ${size(Number(total))}`, `${use} %`],
    ]);
  });
  return [['NAME', 'GPU', 'KIND', 'MEMORY IN USE', 'BUSY'], ...rows];
}

function gpuObject({ name, answer }: Looked): object {
  return { name, answers: answer !== null, gpus: answer === null ? [] : allOf(answer, 'gpu').map(gpuOf) };
}

function gpuOf([index, kind, total, used, use]: readonly string[]): object {
  return {
    ...{ index: Number(index), name: kind, memory_mb: Number(total), memory_used_mb: Number(used) },
    busy_percent: Number(use),
  };
}
