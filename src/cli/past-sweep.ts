import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { driverDiagnostics } from '../diagnostics/catalogue/driver.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import { Report } from '../diagnostics/report.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { quoted } from '../driver/messages.ts';
import { shownPath } from '../driver/read-inputs.ts';
import { expandHome } from '../project/expand-home.ts';
import { chooseSweep, type PastSweep } from '../project/sweeps.ts';
import { compileSweep } from './compile-sweep.ts';
import type { CommandContext } from './context.ts';
import { printReport } from './print-report.ts';
import { runBash } from './run-driver.ts';

/** How many sweeps a message names. */
const NAMED = 5;

/** The project's directory of sweep directories, whatever is wrong with its sweep file. Absolute. */
export async function outputsDirectory(context: CommandContext): Promise<string> {
  const { project, settings } = await compileSweep({}, [], context);
  return resolve(project.root, expandHome(settings.paths.output_dir.value, context.environment));
}

/** The sweep that a SWEEP argument means; null after saying why there is none. */
export async function findPastSweep(
  argument: string | undefined,
  context: CommandContext,
): Promise<PastSweep | null> {
  const outputs = await outputsDirectory(context);
  const choice = chooseSweep(argument, outputs, context.workingDirectory);
  if (choice.kind === 'found') return choice.sweep;
  const report = new Report();
  if (choice.kind === 'ambiguous') {
    const { sweeps } = choice;
    report.add(
      diagnose(
        driverDiagnostics.sweepAmbiguous,
        { name: argument ?? '', count: sweeps.length },
        { notes: [`they are ${namesOf(sweeps)}`], help: 'write more of the name' },
      ),
    );
  } else {
    const { known } = choice;
    const close = didYouMean(
      argument ?? '',
      known.map(({ id }) => id),
    );
    report.add(
      diagnose(
        driverDiagnostics.sweepUnknown,
        { name: argument ?? null, directory: shownPath(outputs, context.workingDirectory) },
        {
          notes: known.length === 0 ? [] : [`the latest are ${namesOf(known)}`],
          help: close === undefined ? undefined : `did you mean \`${close}\`?`,
        },
      ),
    );
  }
  await printReport(report, context);
  return null;
}

/** Runs an emitted script of a past sweep on this terminal; returns its exit code, and 1 where there is none. */
export async function runSweepScript(
  argument: string | undefined,
  script: string,
  words: readonly string[],
  context: CommandContext,
): Promise<number> {
  const sweep = await findPastSweep(argument, context);
  if (sweep === null) return 1;
  const file = join(sweep.path, script);
  const shown = shownPath(sweep.path, context.workingDirectory);
  if (existsSync(file)) return runBash(file, words, `${shown}/${script}`, context);
  const report = new Report();
  const help = 'it was built by another version: build it again under another `--name`';
  report.add(diagnose(driverDiagnostics.scriptMissing, { directory: shown, script }, { help }));
  return printReport(report, context);
}

function namesOf(sweeps: readonly PastSweep[]): string {
  const names = quoted(sweeps.slice(0, NAMED).map(({ id }) => id));
  return sweeps.length > NAMED ? `${names} and ${sweeps.length - NAMED} more` : names;
}
