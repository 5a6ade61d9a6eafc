import { Command, Option } from 'commander';
import { listTargets, loadTarget } from '../../compiler/discover-targets.ts';
import { packagePaths } from '../../compiler/package-paths.ts';
import { commandDiagnostics } from '../../diagnostics/catalogue/command.ts';
import { counted } from '../../diagnostics/counted.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { Diagnostics } from '../../diagnostics/diagnostics.ts';
import { quoted } from '../../diagnostics/quoted.ts';
import { schedulerCommands } from '../../project/detect-system.ts';
import type { Driver, DriverOption } from '../../target-kit/driver.ts';
import { compileSweep, type SweepOptions } from '../compile-sweep.ts';
import type { CommandContext, Finish } from '../context.ts';
import { describeTasks } from '../describe-tasks.ts';
import { findSystem } from '../find-system.ts';
import {
  configOption,
  fromOption,
  maxRunsOption,
  nameOption,
  outputOption,
  overBudgetOption,
  positiveInteger,
  settingOptions,
  takeOption,
} from '../options.ts';
import { printDiagnostics } from '../print-diagnostics.ts';
import { buildAndRun } from '../run-driver.ts';

type Mode = 'auto' | 'individual' | 'array' | 'local' | 'remote' | 'distributed';

/** Modes that are targets, whatever the scheduler. */
const ownModes: readonly Mode[] = ['local', 'remote', 'distributed'];

interface RunSweepOptions extends SweepOptions {
  readonly mode: Mode;
  readonly dryRun?: true;
  readonly count?: true;
  readonly detach?: true;
  readonly parallelJobs?: number;
  readonly showOutput?: true;
  readonly progress: boolean;
}

/** How many of a long sweep's first tasks a dry run shows. */
const PREVIEW = 10;

/** `hsm sweep`: builds a sweep and runs or submits it, in one command. */
export function createSweep(context: CommandContext, finish: Finish): Command {
  const modes: readonly Mode[] = ['auto', 'individual', 'array', 'local', 'remote', 'distributed'];
  const command = new Command('sweep')
    .description('build a sweep and run or submit it')
    .addOption(configOption())
    .addOption(
      new Option(
        '--mode <mode>',
        'where tasks run: auto (the scheduler if there is one, else this machine), individual (one job per task), array (job arrays), local (this machine), remote (another machine), distributed (several machines)',
      )
        .choices(modes)
        .default('auto'),
    )
    .addOption(new Option('-d, --dry-run', 'show the tasks and write nothing'))
    .addOption(new Option('-n, --count', 'print the number of tasks and write nothing'))
    .addOption(
      new Option('-p, --parallel-jobs <n>', 'maximum number of tasks or jobs running at once').argParser(
        positiveInteger,
      ),
    )
    .addOption(new Option('--show-output', "show the tasks' output (only with --mode local)"))
    .addOption(
      new Option(
        '--no-progress',
        'print one line per task instead of a progress bar (only with --mode local or distributed)',
      ),
    )
    .addOption(new Option('--detach', 'keep running after this shell exits (only with --mode distributed)'))
    .addOption(maxRunsOption())
    .addOption(takeOption())
    .addOption(overBudgetOption())
    .addOption(outputOption())
    .addOption(nameOption())
    .addOption(fromOption());
  for (const option of settingOptions()) command.addOption(option);
  return command
    .addHelpText(
      'after',
      '\nExample:\n  $ hsm sweep --mode local --parallel-jobs 4 --show-output --max-runs 5',
    )
    .action(async (options: RunSweepOptions) => {
      // Its interpreter and GPUs would silently be those of the tasks here.
      if (options.remote !== undefined && options.mode !== 'auto' && options.mode !== 'remote')
        command.error(`error: --remote cannot be combined with --mode ${options.mode}`);
      finish(
        options.count || options.dryRun ? await preview(options, context) : await runSweep(options, context),
      );
    });
}

async function preview(options: RunSweepOptions, context: CommandContext): Promise<number> {
  const { diagnostics, plan } = await compileSweep(options, [], context);
  const code = await printDiagnostics(diagnostics, context);
  if (plan === null) return code;
  if (options.count) {
    context.write(`${plan.count}\n`);
    return 0;
  }
  const shown = Math.min(plan.count, PREVIEW);
  const indices = Array.from({ length: shown }, (_, index) => index + 1);
  context.write(describeTasks(plan, plan.count > shown ? [...indices, plan.count] : indices));
  context.write(`${counted(plan.count, 'task')}; nothing was written\n`);
  return 0;
}

async function runSweep(options: RunSweepOptions, context: CommandContext): Promise<number> {
  // Naming a machine implies the mode.
  const mode = options.mode === 'auto' && options.remote !== undefined ? 'remote' : options.mode;
  const system = ownModes.includes(mode) ? null : await systemOf(options, context);
  const name = ownModes.includes(mode) ? mode : (system ?? (mode === 'auto' ? 'local' : null));
  if (name === null) return noScheduler(options, system, context);
  const target = await loadTarget(name, packagePaths(), new Diagnostics());
  if (target === null) return noTarget(options, name, context);
  const { driver } = target;
  // A driver that runs the tasks itself submits no jobs.
  if ((mode === 'array' || mode === 'individual') && !driver.submits)
    return noScheduler(options, system, context);
  const asked = optionsFor(driver, options);
  await warnOfIgnored(asked, driver, name, context);
  const words = asked.filter(([option]) => driver.takes.includes(option)).flat();
  return buildAndRun(options, name, words, context);
}

async function noTarget(options: RunSweepOptions, target: string, context: CommandContext): Promise<number> {
  const available = listTargets(packagePaths());
  // Errors in the sweep itself are reported first.
  const { diagnostics } = await compileSweep(options, [], context);
  diagnostics.add(
    diagnose(
      commandDiagnostics.modeUnavailable,
      { mode: options.mode, target },
      {
        notes: [`the targets of this version are ${quoted(available)}`],
        help: available.includes('local') ? 'run it here with `--mode local`' : undefined,
      },
    ),
  );
  return printDiagnostics(diagnostics, context);
}

/** The configured scheduler, else the installed one; `local` if the settings choose it. */
async function systemOf(options: RunSweepOptions, context: CommandContext): Promise<string | null> {
  const { settings } = await compileSweep(options, [], context);
  return settings.system.value ?? (await findSystem(context));
}

async function noScheduler(
  options: RunSweepOptions,
  system: string | null,
  context: CommandContext,
): Promise<number> {
  // Invalid settings may be the reason why no scheduler is configured.
  const { diagnostics } = await compileSweep(options, [], context);
  const note =
    system === null
      ? `none of ${quoted(schedulerCommands)} is on PATH, and \`hpc.system\` is not set`
      : `\`hpc.system\` is \`${system}\``;
  const help =
    'run this on a login node, or set `hpc.system`; or build with `hsm build --target`, copy the directory to the cluster, and submit it there';
  diagnostics.add(
    diagnose(commandDiagnostics.schedulerMissing, { mode: options.mode }, { notes: [note], help }),
  );
  return printDiagnostics(diagnostics, context);
}

/** The driver options on the command line, with the driver's names and their values. */
function optionsFor(
  driver: Driver,
  options: RunSweepOptions,
): readonly (readonly [DriverOption, ...string[]])[] {
  const { parallelJobs, mode } = options;
  return [
    ...(parallelJobs === undefined
      ? []
      : [[driver.submits ? '--throttle' : '--jobs', String(parallelJobs)] as const]),
    ...(mode === 'individual' ? [['--individual'] as const] : []),
    ...(options.showOutput ? [['--show-output'] as const] : []),
    ...(options.progress ? [] : [['--no-progress'] as const]),
    ...(options.detach ? [['--detach'] as const] : []),
  ];
}

/** The same command line may run tasks here or submit them elsewhere, so output that cannot be shown is not an error. */
async function warnOfIgnored(
  asked: ReturnType<typeof optionsFor>,
  driver: Driver,
  target: string,
  context: CommandContext,
): Promise<void> {
  const diagnostics = new Diagnostics();
  const help =
    '`scripts/status.sh` shows the progress of the tasks, and `tasks/task_N/stdout.log` their output';
  for (const [option] of asked) {
    if (driver.takes.includes(option)) continue;
    diagnostics.add(diagnose(commandDiagnostics.optionIgnored, { option, target }, { help }));
  }
  await printDiagnostics(diagnostics, context);
}
