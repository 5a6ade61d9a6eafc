import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { generator } from '../compiler/version.ts';
import { commandDiagnostics } from '../diagnostics/catalogue/command.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import { quoted } from '../diagnostics/quoted.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Plan } from '../plan/plan.ts';
import { resourceClasses } from '../plan/resource-classes.ts';
import { shownPath } from '../project/read-inputs.ts';
import { replicationOf } from '../report/configurations.ts';
import { type Failure, failuresOf, readFailures } from '../report/failures.ts';
import { defaultGoal, defaultMetric, findMetric, type Goal, rankable } from '../report/metric.ts';
import { BEST, type ReportModel } from '../report/model.ts';
import { provenanceEntries } from '../report/provenance.ts';
import { bestRows } from '../report/ranking.ts';
import { readTable } from '../report/read-table.ts';
import { resourceUse } from '../report/resource-use.ts';
import { type Column, columnNamed, type ResultTable } from '../report/table.ts';
import { type CommandPlan, commandPlan, withVariables } from '../report/task-command.ts';
import { quote } from '../shell/shell-word.ts';
import { readProvenance } from '../sweep-directory/provenance.ts';
import { type RecordedRequest, recordedRequest } from '../sweep-directory/recorded-request.ts';
import { readPlan, recordedCommand } from '../sweep-directory/records.ts';
import type { PastSweep } from '../sweep-directory/sweeps.ts';
import type { CommandContext } from './context.ts';
import { mapBounded } from './map-bounded.ts';
import { scriptWords } from './options.ts';
import { missingScript } from './past-sweep.ts';

/** The options of a report: its initial view, and facts that the scripts do not know. */
export interface ReportChoices {
  readonly metric?: string;
  readonly goal?: Goal;
  /** Hosts that are known to be gone. */
  readonly lost?: readonly string[];
}

/** Collects everything that a report shows; null after reporting a problem. */
export async function gatherReport(
  sweep: PastSweep,
  choices: ReportChoices,
  diagnostics: Diagnostics,
  context: CommandContext,
): Promise<ReportModel | null> {
  // The script runs while the plan is read.
  const lost = scriptWords({ '--lost': choices.lost });
  const collected = collect(sweep, lost, diagnostics, context);
  const plan = planOf(sweep, diagnostics, context);
  const csv = await collected;
  if (plan === null || csv === null) return null;
  const table = readTable(csv, plan.name !== undefined);
  if (table === null) {
    diagnostics.add(unreadableResults(sweep, 'did not print the expected columns', context));
    return null;
  }
  const objective = plan.results?.objective ?? null;
  const wanted = choices.metric;
  const metric = wanted === undefined ? defaultMetric(table, objective) : findMetric(table, wanted);
  if (wanted !== undefined && metric === null) {
    diagnostics.add(unknownMetric(wanted, rankable(table)));
    return null;
  }
  const columns = rankable(table);
  return {
    sweep: sweep.id,
    directory: sweep.path,
    source: plan.source.path,
    generator,
    made: context.now().getTime(),
    metric: metric?.name ?? null,
    goal: choices.goal ?? defaultGoal(metric?.name ?? '', objective),
    goals: Object.fromEntries(columns.map(({ name }) => [name, defaultGoal(name, objective)])),
    rows: table.rows,
    columns: table.columns,
    replication: replicationOf(plan, table),
    resources: resourceUse(plan, table, await requestsOf(sweep, plan, table)),
    failures: await failures(sweep, lost, table, context),
    provenance: provenanceEntries(readProvenance(sweep.path)),
    commands: recordedCommands(sweep, plan, table, columns),
    plan: commandPlan(plan),
  };
}

/** What completed tasks requested, by task: of those whose use was measured, because each is in a file of its own. */
async function requestsOf(
  sweep: PastSweep,
  plan: Plan,
  table: ResultTable,
): Promise<ReadonlyMap<string, RecordedRequest>> {
  const states = columnNamed(table, 'state').values;
  const measured = ['cpu_time', 'peak_memory'].map((name) => columnNamed(table, name).values);
  // The duration of a task is always known.
  const hasWalltime = resourceClasses(plan).some(({ resources }) => resources.walltime !== null);
  const tasks = columnNamed(table, 'task').values.filter(
    (_, row) =>
      states[row] === 'completed' && (hasWalltime || measured.some((values) => (values[row] ?? '') !== '')),
  );
  const requests = await mapBounded(tasks, 32, (task) => recordedRequest(sweep.path, task));
  return new Map(tasks.map((task, at) => [task, requests[at] ?? {}]));
}

function planOf(sweep: PastSweep, diagnostics: Diagnostics, context: CommandContext): Plan | null {
  const plan = readPlan(sweep.path);
  if (plan === null) {
    const path = shownPath(join(sweep.path, 'plan.json'), context.workingDirectory);
    diagnostics.add(diagnose(commandDiagnostics.fileUnreadable, { path, reason: 'it is not a valid plan' }));
  }
  return plan;
}

const COLLECT = 'scripts/collect.sh';

async function collect(
  sweep: PastSweep,
  lost: readonly string[],
  diagnostics: Diagnostics,
  context: CommandContext,
): Promise<string | null> {
  const file = join(sweep.path, COLLECT);
  if (!existsSync(file)) {
    diagnostics.add(missingScript(sweep, COLLECT, context));
    return null;
  }
  const { code, output } = await context.capture('bash', ['-p', file, '--output', '-', ...lost]);
  if (code === 0) return output;
  diagnostics.add(unreadableResults(sweep, code === null ? null : `ended with exit code ${code}`, context));
  return null;
}

/** `what` describes what the script was for; null if bash cannot be started. */
function unreadableResults(
  sweep: PastSweep,
  what: string | null,
  context: CommandContext,
): ReturnType<typeof diagnose> {
  const directory = shownPath(sweep.path, context.workingDirectory);
  const reason = what === null ? 'bash cannot be started' : `\`${COLLECT}\` ${what}`;
  const help = `run \`bash ${quote(`${directory}/${COLLECT}`)} --output -\` for details`;
  return diagnose(commandDiagnostics.resultsUnreadable, { directory, reason }, { help });
}

function unknownMetric(name: string, columns: readonly Column[]): ReturnType<typeof diagnose> {
  const names = columns.map((column) => column.name);
  const close = didYouMean(name, names);
  const known = names.length === 0 ? 'no metrics yet' : `the metrics are ${quoted(names)}`;
  const help = close === undefined ? known : `did you mean \`${close}\`?`;
  return diagnose(commandDiagnostics.metricUnknown, { name }, { help });
}

/** The output of `scripts/errors.sh`; states and exit codes if it is missing or fails. */
async function failures(
  sweep: PastSweep,
  lost: readonly string[],
  table: ResultTable,
  context: CommandContext,
): Promise<readonly Failure[]> {
  const counted = failuresOf(table);
  const file = join(sweep.path, 'scripts/errors.sh');
  if (counted.length === 0 || !existsSync(file)) return counted;
  const { code, output } = await context.capture('bash', ['-p', file, '--tsv', ...lost]);
  return (code === 0 ? readFailures(output) : null) ?? counted;
}

/** The commands of the best and the worst runs by any metric (the worst are the best for the opposite goal). */
function recordedCommands(
  sweep: PastSweep,
  plan: CommandPlan,
  table: ResultTable,
  columns: readonly Column[],
): Readonly<Record<string, string>> {
  const rows = columns.flatMap((column) => [
    ...bestRows(column, 'maximize', BEST),
    ...bestRows(column, 'minimize', BEST),
  ]);
  const tasks = columnNamed(table, 'task').values;
  const commands = [...new Set(rows)].flatMap((row) => {
    const task = tasks[row] ?? '';
    const command = recordedCommand(sweep.path, task);
    return command === null ? [] : [[task, withVariables(plan, Number(task), command, sweep.id, sweep.path)]];
  });
  return Object.fromEntries(commands);
}
