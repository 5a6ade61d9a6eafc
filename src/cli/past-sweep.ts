import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { commandDiagnostics } from '../diagnostics/catalogue/command.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { Diagnostics } from '../diagnostics/diagnostics.ts';
import { quoted } from '../diagnostics/quoted.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { expandPath } from '../project/expand-path.ts';
import { shownPath } from '../project/read-inputs.ts';
import { readProjectSettings, reportUnset } from '../project/read-settings.ts';
import { quote } from '../shell/shell-word.ts';
import { chooseSweep, type PastSweep, sweepAtPath } from '../sweep-directory/sweeps.ts';
import type { CommandContext } from './context.ts';
import { printDiagnostics } from './print-diagnostics.ts';
import { runBash } from './run-bash.ts';

/** How many sweeps a message names. */
const NAMED = 5;

/** The place of a project's sweeps. */
export interface Outputs {
  /** The project's root, absolute. */
  readonly root: string;
  /** The directory of its sweep directories, absolute; it may not exist. */
  readonly directory: string;
}

/** Finds the project's sweeps even if its files are invalid, which is reported. */
export function findOutputs(context: CommandContext, diagnostics: Diagnostics): Outputs {
  const { workingDirectory, environment } = context;
  const { project, settings } = readProjectSettings(workingDirectory, environment, diagnostics);
  const { value } = settings.paths.output_dir;
  reportUnset(settings, environment, diagnostics);
  const directory = resolve(project.root, expandPath(value, environment) ?? value);
  return { root: project.root, directory };
}

/** The directory of the project's sweep directories, absolute, as far as the project's files can be read. */
export function outputsDirectory(context: CommandContext): string {
  return findOutputs(context, new Diagnostics()).directory;
}

/** Like `outputsDirectory`; null after reporting that the project's files are invalid and the directory is unknown. */
export async function certainOutputs(context: CommandContext): Promise<string | null> {
  const diagnostics = new Diagnostics();
  const { directory } = findOutputs(context, diagnostics);
  if (!diagnostics.hasErrors) return directory;
  await printDiagnostics(diagnostics, context);
  return null;
}

/** The sweep that a SWEEP argument refers to; null after reporting why there is none. A path needs no project. */
export async function findPastSweep(
  argument: string | undefined,
  context: CommandContext,
): Promise<PastSweep | null> {
  const atPath = argument === undefined ? null : sweepAtPath(argument, context.workingDirectory);
  if (atPath !== null) return atPath;
  // Problems of the project file matter if they may be why no sweep is found, or why another one is the latest.
  const diagnostics = new Diagnostics();
  const { directory: outputs } = findOutputs(context, diagnostics);
  const choice = chooseSweep(argument, outputs, context.workingDirectory);
  if (choice.kind === 'found' && choice.isLatest && diagnostics.hasErrors) {
    await printDiagnostics(diagnostics, context);
    return null;
  }
  if (choice.kind === 'found') return choice.sweep;
  if (choice.kind === 'ambiguous') {
    const { sweeps } = choice;
    diagnostics.add(
      diagnose(
        commandDiagnostics.sweepAmbiguous,
        { name: argument ?? '', count: sweeps.length },
        { notes: [`matching sweeps: ${namesOf(sweeps)}`], help: 'write more of the name' },
      ),
    );
  } else {
    const { known } = choice;
    const close = didYouMean(
      argument ?? '',
      known.map(({ id }) => id),
    );
    diagnostics.add(
      diagnose(
        commandDiagnostics.sweepUnknown,
        { name: argument ?? null, directory: shownPath(outputs, context.workingDirectory) },
        {
          notes:
            known.length === 0
              ? []
              : [`the latest ${known.length === 1 ? 'sweep is' : 'sweeps are'} ${namesOf(known)}`],
          help: helpFor(close, known),
        },
      ),
    );
  }
  await printDiagnostics(diagnostics, context);
  return null;
}

/** Runs an emitted script of a past sweep on this terminal; returns its exit code, or 1 if there is no such sweep. */
export async function runSweepScript(
  argument: string | undefined,
  script: string,
  words: readonly string[],
  context: CommandContext,
): Promise<number> {
  const sweep = await findPastSweep(argument, context);
  return sweep === null ? 1 : runScriptOf(sweep, script, words, context);
}

/** Runs an emitted script of a sweep on this terminal; returns its exit code, or 1 if the sweep does not have it. */
export async function runScriptOf(
  sweep: PastSweep,
  script: string,
  words: readonly string[],
  context: CommandContext,
): Promise<number> {
  if (!existsSync(join(sweep.path, script))) return reportMissing(sweep, script, context);
  const shown = shownPath(sweep.path, context.workingDirectory);
  return runBash(join(sweep.path, script), words, `${shown}/${script}`, context);
}

/** The output of an emitted script of a past sweep; null after reporting why there is none. */
export async function captureSweepScript(
  sweep: PastSweep,
  script: string,
  words: readonly string[],
  context: CommandContext,
): Promise<string | null> {
  if (!existsSync(join(sweep.path, script))) {
    await reportMissing(sweep, script, context);
    return null;
  }
  const { code, output } = await context.capture('bash', ['-p', join(sweep.path, script), ...words]);
  return code === 0 ? output : null;
}

/** Reports that a sweep was built without a script, or without a part of it; returns the exit code. */
export function reportMissing(sweep: PastSweep, script: string, context: CommandContext): Promise<number> {
  const diagnostics = new Diagnostics();
  diagnostics.add(missingScript(sweep, script, context));
  return printDiagnostics(diagnostics, context);
}

/** The diagnostic for a sweep that was built without a script, or without a part of it. */
export function missingScript(sweep: PastSweep, script: string, context: CommandContext): Diagnostic {
  const directory = shownPath(sweep.path, context.workingDirectory);
  const help = `build it again, which keeps its results: \`hsm build --name ${quote(sweep.id)}\``;
  return diagnose(commandDiagnostics.scriptMissing, { directory, script }, { help });
}

function helpFor(close: string | undefined, known: readonly PastSweep[]): string | undefined {
  if (close !== undefined) return `did you mean \`${close}\`?`;
  return known.length === 0 ? 'build one with `hsm build`, or pass the path of a sweep directory' : undefined;
}

function namesOf(sweeps: readonly PastSweep[]): string {
  const names = quoted(sweeps.slice(0, NAMED).map(({ id }) => id));
  return sweeps.length > NAMED ? `${names} and ${sweeps.length - NAMED} more` : names;
}
