import { containerWords } from '../argv/container.ts';
import { launcherWords } from '../argv/launcher.ts';
import { needNumbers } from '../argv/task-name.ts';
import type { Assignment, Axis, Block, Derived, Origin, Parameter, Plan, PlanSource } from '../plan/plan.ts';
import type { FailureSettings, Results } from '../plan/run-settings.ts';
import { countSpace } from '../plan/space.ts';
import { rankVariables } from '../settings/schedulers.ts';
import type { Span } from '../source/source.ts';
import { originOf, toValue } from '../syntax/plain.ts';
import type { CheckedAssignment, CheckedBlock, CheckedResults, CheckedSweep } from './checked-sweep.ts';
import type { ResolvedDerived } from './derived/scope.ts';
import { axisSize, type DraftAxis, type DraftParameter, type DraftTable } from './draft.ts';
import { takeTasks } from './take-tasks.ts';

/** Which tasks to keep, if not all of the sweep. */
export interface Selection {
  /** Keeps only the first tasks; null keeps all. */
  readonly maxRuns: number | null;
  /** Draws this many tasks at random, before `maxRuns` is applied; null takes all. */
  readonly take: { readonly count: number; readonly seed: number } | null;
}

/** Turns a checked sweep into its plan: deeply frozen plain JSON, equal for equal input. */
export function lower(
  checked: CheckedSweep,
  source: PlanSource,
  generator: string,
  { maxRuns, take }: Selection,
): Plan {
  const whole = { blocks: checked.blocks.map(lowerBlock) };
  const space = take === null ? whole : takeTasks(whole, take);
  const { command, convention, resources, environment, wandb } = checked;
  const defaults = checked.defaults.map(lowerAssignment);
  const launcher = launcherWords(resources);
  const named = checked.name && { ...checked.name, numbered: true, origin: originOf(checked.name.span) };
  const told = { space, defaults, convention, resources, environment, wandb, ...(named && { name: named }) };
  const plan: Plan = {
    format: 1,
    generator,
    source,
    space,
    count: Math.min(countSpace(space), maxRuns ?? Number.POSITIVE_INFINITY),
    defaults,
    command: {
      launcher,
      container: containerWords(told, launcher.length > 0 ? rankVariables : []),
      words: command.words,
      origin: commandOrigin(checked),
      script: command.script,
    },
    convention,
    metadata: Object.fromEntries(checked.metadata.map(({ name, value }) => [name, toValue(value)])),
    resources,
    environment,
    wandb,
    ...(checked.code.mode === 'live' ? {} : { code: checked.code }),
    ...(checked.provenance.diff ? {} : { provenance: checked.provenance }),
    ...(checked.replicates.length === 0 ? {} : { replicates: checked.replicates }),
    ...lowerFailures(checked.failures),
    results: lowerResults(checked.results),
  };
  return freeze<Plan>({ ...plan, ...lowerName(checked, plan) });
}

/** Resources that are not set are not in the plan. */
function lowerFailures({
  out_of_memory: memory,
  timeout,
  stop_after: stop,
}: FailureSettings): Pick<Plan, 'retry' | 'stop_after_failures'> {
  const retry = { ...(memory && { out_of_memory: memory }), ...(timeout && { timeout }) };
  return {
    ...(Object.keys(retry).length === 0 ? {} : { retry }),
    ...(stop && { stop_after_failures: stop }),
  };
}

function lowerName({ name }: CheckedSweep, plan: Plan): Pick<Plan, 'name'> {
  if (name === null) return {};
  const { span, ...said } = name;
  const told = { ...said, origin: originOf(span) };
  return { name: { ...told, numbered: needNumbers(plan, told) } };
}

function lowerBlock(block: CheckedBlock): Block {
  return {
    axes: block.axes.map(lowerAxis),
    excludes: block.excludes.map(({ matches, span }) => ({ matches, origin: originOf(span) })),
    conditions: block.conditions.map(({ span, ...condition }) => ({ ...condition, origin: originOf(span) })),
    ...(block.taken && { taken: { cells: block.taken.cells, origin: originOf(block.taken.span) } }),
    ...(Object.keys(block.resources).length === 0 ? {} : { resources: block.resources }),
    ...(block.caseResources && { caseResources: block.caseResources }),
    ...(block.derived.length === 0 ? {} : { derived: block.derived.map(lowerDerived) }),
    origin: originOf(block.span),
  };
}

function lowerDerived({ derived: { name, node }, ...made }: ResolvedDerived): Derived {
  const told = { name, formula: node.text, origin: originOf(node.span) };
  return 'template' in made ? { ...told, template: made.template } : { ...told, ...made.table };
}

function lowerAxis(axis: DraftAxis): Axis {
  const { group, table, parameters } = axis;
  return {
    group,
    ...(table && { file: { path: table.path, sha256: table.sha256, origin: originOf(table.span) } }),
    parameters: parameters.map((parameter) => lowerParameter(parameter, table)),
    size: axisSize(axis) ?? 0,
  };
}

function lowerParameter(
  { name, nameSpan, values, valuesSpan, long, rows }: DraftParameter,
  table: DraftTable | null,
): Parameter {
  // Origins refer to the sweep file; the contents of a table have the place where the table is named.
  const place = (span: Span): Origin => originOf(table?.span ?? span);
  const origin = place(nameSpan);
  if (long !== null) return { name, origin, range: { ...long.range, origin: originOf(valuesSpan) } };
  const each = rows ?? values;
  return {
    name,
    origin,
    values: each.map((value) => value && toValue(value)),
    origins: each.map((value) => value && place(value.span)),
  };
}

function lowerAssignment({ name, value }: CheckedAssignment): Assignment {
  return { name, value: toValue(value), origin: originOf(value.span) };
}

function lowerResults(results: CheckedResults | null): Results | null {
  if (results === null) return null;
  const sources = results.sources.map(({ span, ...source }) => ({ ...source, origin: originOf(span) }));
  return { sources, objective: results.objective };
}

/** Deeply freezes data in place. */
function freeze<T>(data: T): T {
  if (typeof data === 'object' && data !== null) {
    Object.freeze(data);
    for (const part of Object.values(data)) freeze(part);
  }
  return data;
}

/** Origins refer to the sweep file: a command from the project file has none. */
function commandOrigin({ command, blocks }: CheckedSweep): Origin {
  const { span } = command;
  return span !== null && span.source === blocks[0]?.span.source ? originOf(span) : null;
}
