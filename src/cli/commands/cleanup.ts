import { existsSync, realpathSync } from 'node:fs';
import { basename, isAbsolute, join, relative } from 'node:path';
import { Command, Option } from 'commander';
import { commandDiagnostics } from '../../diagnostics/catalogue/command.ts';
import { counted } from '../../diagnostics/counted.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { Diagnostics } from '../../diagnostics/diagnostics.ts';
import { shownPath } from '../../project/read-inputs.ts';
import { shownBytes } from '../../sweep-directory/measure-directory.ts';
import { type CleanupPlan, planCleanup } from '../cleanup-plan.ts';
import type { CommandContext, Finish } from '../context.ts';
import { daysOption, jsonOption, lostOption } from '../options.ts';
import { findOutputs } from '../past-sweep.ts';
import { printDiagnostics } from '../print-diagnostics.ts';
import { type CleanupResult, removePlanned } from '../remove-planned.ts';
import { plainText, textTable } from '../text-table.ts';

interface CleanupOptions {
  readonly days: number;
  readonly keepIncomplete?: true;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly lost?: readonly string[];
  readonly json?: true;
}

const DAY = 86_400_000;

/** `hsm cleanup`: deletes old sweeps. */
export function createCleanup(context: CommandContext, finish: Finish): Command {
  return new Command('cleanup')
    .description('delete old sweeps that are neither running nor queued')
    .addOption(daysOption('delete sweeps without activity in the last n days', 30))
    .addOption(new Option('--keep-incomplete', 'keep sweeps in which not all tasks completed'))
    .addOption(new Option('-d, --dry-run', 'show what would be deleted, without deleting it'))
    .addOption(new Option('-y, --yes', 'do not ask for confirmation'))
    .addOption(lostOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  $ hsm cleanup --days 60 --keep-incomplete --dry-run')
    .action(async (options: CleanupOptions) => {
      finish(await cleanUp(options, context));
    });
}

async function cleanUp(options: CleanupOptions, context: CommandContext): Promise<number> {
  const diagnostics = new Diagnostics();
  const { root, directory: named } = findOutputs(context, diagnostics);
  // If the project file cannot be read, the outputs directory is unknown.
  if (diagnostics.hasErrors) return printDiagnostics(diagnostics, context);
  const say = (text: string): void => (options.json ? context.writeError(text) : context.write(text));
  if (!existsSync(named)) return nothing(named, options, context);
  const outputs = realpathSync(named);
  if (leadsElsewhere(root, named, outputs))
    say(`${shownPath(named, context.workingDirectory)} resolves to ${outputs}\n`);
  const rules = {
    before: context.now().getTime() - options.days * DAY,
    keepIncomplete: options.keepIncomplete === true,
    lost: options.lost ?? [],
  };
  const plan = await planCleanup(outputs, rules, context);
  say(describePlan(plan));
  const all = [...plan.removals, ...plan.leftovers, ...plan.snapshots];
  const bytes = all.reduce((sum, each) => sum + each.bytes, 0);
  const count = all.length;
  if (count === 0) return nothing(named, options, context, plan);
  const what = counted(count, 'directory', 'directories');
  if (options.dryRun) {
    say(`would delete ${what} and free ${shownBytes(bytes)}\n`);
    return print(outputs, options, plan, null, context);
  }
  if (!options.yes) {
    const answer = await context.ask(`delete ${what} and free ${shownBytes(bytes)}? [y/N] `);
    if (answer === null) return refuse(context);
    if (!/^y(?:es)?$/i.test(answer.trim())) {
      context.writeError('nothing was deleted\n');
      return 1;
    }
  }
  const result = await removePlanned(outputs, plan, rules.lost, context);
  say(`deleted ${result.deleted.length} of ${count} and freed ${shownBytes(result.bytes)}\n`);
  return print(outputs, options, plan, result, context);
}

/** Whether a link between the project and its outputs directory points elsewhere. */
function leadsElsewhere(root: string, named: string, outputs: string): boolean {
  const way = relative(root, named);
  const isInside = !way.startsWith('..') && !isAbsolute(way);
  const straight = isInside ? join(realpathSync(root), way) : named;
  return outputs !== straight;
}

function describePlan({ removals, kept, leftovers, snapshots }: CleanupPlan): string {
  const left = kept.map(({ name, reason }) => `kept: ${plainText(name)}: ${reason}\n`).join('');
  const rows = removals.map(({ name, lastActivity, counts, bytes }) => [
    name,
    new Date(lastActivity).toISOString().slice(0, 10),
    `${counts.states.completed}/${counts.tasks}`,
    shownBytes(bytes),
  ]);
  const old = leftovers.map(({ path, bytes }) => [basename(path), '-', '-', shownBytes(bytes)]);
  old.push(...snapshots.map(({ name, bytes }) => [name, '-', '-', shownBytes(bytes)]));
  if (rows.length + old.length === 0) return left;
  const table = textTable([['SWEEP', 'LAST ACTIVITY', 'COMPLETED', 'SIZE'], ...rows, ...old]);
  return `${left}${table.join('\n')}\n`;
}

function nothing(
  named: string,
  options: CleanupOptions,
  context: CommandContext,
  plan: CleanupPlan = { removals: [], kept: [], leftovers: [], snapshots: [] },
): number {
  if (!options.json) context.write(`nothing to delete in ${shownPath(named, context.workingDirectory)}\n`);
  return print(existsSync(named) ? realpathSync(named) : named, options, plan, null, context);
}

function print(
  outputs: string,
  { json, dryRun }: CleanupOptions,
  { removals, kept, leftovers, snapshots }: CleanupPlan,
  result: CleanupResult | null,
  context: CommandContext,
): number {
  if (json) {
    const object = {
      outputs,
      dryRun: dryRun === true,
      removals: removals.map(({ name, path, bytes, lastActivity }) => ({
        sweep: name,
        path,
        bytes,
        lastActivity: new Date(lastActivity).toISOString(),
      })),
      leftovers,
      snapshots: snapshots.map(({ path, bytes: size }) => ({ path, bytes: size })),
      kept: [...kept, ...(result?.kept ?? [])],
      deleted: result?.deleted ?? [],
      freedBytes: result?.bytes ?? 0,
    };
    context.write(`${JSON.stringify(object)}\n`);
  }
  return result === null || result.kept.length === 0 ? 0 : 1;
}

function refuse(context: CommandContext): Promise<number> {
  const diagnostics = new Diagnostics();
  const help = 'use `-y` to delete without confirmation, or `--dry-run` to see what would be deleted';
  diagnostics.add(diagnose(commandDiagnostics.nobodyToAsk, { what: 'deleting sweeps' }, { help }));
  return printDiagnostics(diagnostics, context);
}
