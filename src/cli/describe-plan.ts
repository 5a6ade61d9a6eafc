import { counted } from '../diagnostics/counted.ts';
import { type ConfigurationCounts, countConfigurations } from '../plan/configurations.ts';
import { costOf, FILES_PER_ATTEMPT, inodesOf } from '../plan/cost.ts';
import { type BlockParameter, parametersOf } from '../plan/parameters.ts';
import type { Block, Parameter, Plan, Value } from '../plan/plan.ts';
import { rangeValue } from '../plan/range.ts';
import { resourceClasses } from '../plan/resource-classes.ts';
import type { Resources } from '../plan/run-settings.ts';
import { describeRetry, describeStopAfter } from '../settings/describe.ts';
import { formatMemory } from '../settings/memory.ts';
import { formatWalltime } from '../settings/walltime.ts';
import { plainType } from '../syntax/scalar-type.ts';
import { describeTasks } from './describe-tasks.ts';

/** Facts about a whole sweep; null if something needed is unknown. */
export interface Totals {
  readonly tasks: number;
  /** An upper bound: every task uses its full walltime. */
  readonly coreHours: number | null;
  readonly gpuHours: number | null;
  readonly files: readonly string[];
  /** Files and directories created for the tasks in addition to their own output, without retries. */
  readonly taskFiles: number;
}

/** How many characters of an axis's values are shown. */
const VALUES_WIDTH = 60;

export function totalsOf(plan: Plan, resources: Resources, files: readonly string[]): Totals {
  const whole = { ...plan, resources };
  const asksForCpus = resourceClasses(whole).every((each) => each.resources.cpus !== null);
  const { coreHours, gpuHours } = costOf(whole);
  return {
    tasks: plan.count,
    coreHours: asksForCpus ? coreHours : null,
    gpuHours: gpuHours === 0 ? null : gpuHours,
    files,
    taskFiles: inodesOf(plan, 0),
  };
}

/** The axes, the first and last tasks and the totals. */
export function describePlan(plan: Plan, totals: Totals): string {
  const { blocks } = plan.space;
  const axes = blocks.map((block, at) => describeBlock(block, blocks.length > 1 ? at + 1 : null));
  const first = Math.min(2, plan.count);
  const tasks = new Set([...Array.from({ length: first }, (_, index) => index + 1), plan.count]);
  const lines = [counted(totals.tasks, 'task')];
  const counts = countConfigurations(plan);
  if (counts !== null) lines.push(configurationLine(counts));
  lines.push(...describeFailures(plan));
  if (totals.coreHours !== null) lines.push(`at most ${rounded(totals.coreHours)} core-hours`);
  if (totals.gpuHours !== null) lines.push(`at most ${rounded(totals.gpuHours)} GPU-hours`);
  if (totals.files.length > 0) {
    lines.push(`${totals.files.length} files written by the build: ${totals.files.join(', ')}`);
    lines.push(
      `${totals.taskFiles} files and directories created by the tasks, and ${FILES_PER_ATTEMPT} per retry`,
    );
  }
  return `${plan.source.path}\n\n${axes.join('\n')}\n${describeTasks(plan, [...tasks])}\n${lines.join('\n')}\n`;
}

/** How failed tasks are handled. */
function describeFailures({ retry, stop_after_failures: stop }: Plan): readonly string[] {
  return [
    ...(retry?.out_of_memory
      ? [`tasks that run out of memory are retried with ${describeRetry('memory', retry.out_of_memory)}`]
      : []),
    ...(retry?.timeout
      ? [`tasks that time out are retried with ${describeRetry('walltime', retry.timeout)}`]
      : []),
    ...(stop === undefined
      ? []
      : [`a submission stops after ${describeStopAfter(stop)}${'percent' in stop ? ' have failed' : ''}`]),
  ];
}

function describeBlock(block: Block, number: number | null): string {
  const rows = [
    ...parametersOf(block).map(describeParameter),
    ...(block.derived ?? []).map(({ name, formula }): [string, string, string] => [
      name,
      '',
      oneLine(formula),
    ]),
  ];
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  const sizes = Math.max(0, ...rows.map(([, size]) => size.length));
  const indent = number === null ? '' : '  ';
  const head = number === null ? '' : `block ${number}\n`;
  const lines = rows.map(
    ([name, size, values]) => `${indent}${name.padEnd(width)}  ${size.padStart(sizes)}  ${values}\n`,
  );
  return `${head}${lines.join('')}${[...describeConditions(block), ...describeResources(block)]
    .map((line) => `${indent}${line}\n`)
    .join('')}`;
}

/** The resources of a block that replace the sweep's, and those of its cases that replace the block's. */
function describeResources({ resources = {}, caseResources = [] }: Block): readonly string[] {
  let end = 0;
  const lines = caseResources.flatMap(({ rows, resources: own }) => {
    const first = end + 1;
    end += rows;
    const requests = requestText(own);
    return requests === ''
      ? []
      : [
          `${rows === 1 ? `row ${first} of its cases requests` : `rows ${first} to ${end} of its cases request`} ${requests}`,
        ];
  });
  const requests = requestText(resources);
  return [...(requests === '' ? [] : [`requests ${requests}`]), ...lines];
}

function requestText(resources: Partial<Resources>): string {
  const texts = Object.entries(resources).map(([name, value]) => {
    if (typeof value !== 'number') return `${name} ${value ?? 'not set'}`;
    return `${name} ${name === 'walltime' ? formatWalltime(value) : name === 'memory' ? formatMemory(value) : value}`;
  });
  return texts.join(', ');
}

function describeConditions(block: Block): readonly string[] {
  const { excludes, conditions } = block;
  const lines =
    excludes.length === 0
      ? []
      : [`without the cells of ${counted(excludes.length, '`exclude` entry', '`exclude` entries')}`];
  const values = conditions.filter(({ expression }) => expression === null);
  if (values.length > 0)
    lines.push(`only the cells of ${counted(values.length, '`only` entry', '`only` entries')}`);
  const expressions = conditions.flatMap(({ kind, expression }) =>
    expression === null
      ? []
      : [`${kind === 'only' ? 'only' : 'without'} cells with ${expression.replace(/\s+/g, ' ')}`],
  );
  const taken = block.taken === undefined ? [] : [`${block.taken.cells.length} of its cells`];
  return [...lines, ...expressions, ...taken];
}

/** Name, size and values of a parameter; parameters that vary together have one size, shown once. */
function describeParameter({ parameter, size, leads }: BlockParameter): [string, string, string] {
  return [parameter.name, leads ? String(size) : '', valuesOf(parameter, size)];
}

function valuesOf(parameter: Parameter, size: number): string {
  if (!('range' in parameter)) return shortValues(parameter.values);
  const [first, second, last] = [0, 1, size - 1].map((row) => rangeValue(parameter.range, row).text);
  return `${first}, ${second}, …, ${last}`;
}

function shortValues(values: readonly (Value | null)[]): string {
  let text = '';
  for (const [at, value] of values.entries()) {
    const next = at === 0 ? shortValue(value) : `${text}, ${shortValue(value)}`;
    if (next.length > VALUES_WIDTH) return at === 0 ? `${next.slice(0, VALUES_WIDTH)}…` : `${text}, …`;
    text = next;
  }
  return text;
}

/** A dash if nothing is set. */
function shortValue(value: Value | null): string {
  if (value === null) return '–';
  if (value.type === 'list') return `[${value.items.map(shortValue).join(', ')}]`;
  if (value.type === 'map')
    return `{${value.entries.map((each) => `${each.key}: ${shortValue(each.value)}`).join(', ')}}`;
  return value.type === 'string' && needsQuotes(value.text) ? JSON.stringify(value.text) : value.text;
}

/** Whether a text, written plainly in a list, would be read as something else: `null`, `1`, `a, b`, `[x]` or `a: b`. */
function needsQuotes(text: string): boolean {
  return plainType(text) !== 'string' || /[\u0000-\u001f\u007f,]|^$|^\s|\s$|^[[\]{}"']|: /.test(text);
}

function rounded(hours: number): string {
  return hours >= 10 ? String(Math.round(hours)) : String(Number(hours.toPrecision(2)));
}

/** A derived parameter has its formula instead of values. */
function oneLine(formula: string): string {
  const line = formula.replace(/\s+/g, ' ').trim();
  return line.length > VALUES_WIDTH ? `${line.slice(0, VALUES_WIDTH)}…` : line;
}

function configurationLine({ configurations, least, most }: ConfigurationCounts): string {
  const each = least === most ? `${most}` : `${least} to ${most}`;
  const replicates = most === 1 ? 'replicate' : 'replicates';
  return configurations === 1
    ? `one configuration with ${each} ${replicates}`
    : `${configurations} configurations with ${each} ${replicates} each`;
}
