import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { counted } from '../diagnostics/counted.ts';
import { Diagnostics } from '../diagnostics/diagnostics.ts';
import { createPalette } from '../diagnostics/palette.ts';
import { findProject, type Project } from '../project/find-project.ts';
import { shownPath } from '../project/read-inputs.ts';
import { quote } from '../shell/shell-word.ts';
import { driversOf, readBuild } from '../sweep-directory/build-json.ts';
import { openTasks, type SweepCounts, sweepState } from '../sweep-directory/counts.ts';
import { digestOfFile } from '../sweep-directory/manifest.ts';
import { readPlan } from '../sweep-directory/records.ts';
import { listSweeps, type PastSweep } from '../sweep-directory/sweeps.ts';
import type { CommandContext } from './context.ts';
import { paintStates } from './paint-states.ts';
import { findOutputs } from './past-sweep.ts';
import { readCounts } from './read-counts.ts';
import { plainText } from './text-table.ts';

/** A line about the present state, and the likely next step. */
interface Standing {
  readonly lines: readonly string[];
  /** Commands, each with its purpose. */
  readonly next: readonly (readonly [command: string, purpose: string])[];
}

/**
 * The output of plain `hsm`: the state of this project's sweeps and what to do next; outside a project, how to begin.
 */
export async function projectOverview(context: CommandContext): Promise<string> {
  const { workingDirectory, environment, color } = context;
  const project = findProject(workingDirectory, { environment });
  const { directory } = findOutputs(context, new Diagnostics());
  const sweeps = listSweeps(directory);
  const isProject = existsSync(project.sweepFile) || project.configFile !== null || sweeps.length > 0;
  const standing = isProject ? await standingOf(project, sweeps, context) : welcome;
  const { active } = createPalette(color.output);
  const paint = paintStates(color.output);
  const width = Math.max(...standing.next.map(([command]) => command.length));
  const steps = standing.next.map(([command, purpose]) => `  ${active(command.padEnd(width))}  ${purpose}`);
  const lines = [
    ...standing.lines.map((line) => paint(plainText(line))),
    '',
    'next:',
    ...steps,
    '',
    'all commands: hsm --help',
  ];
  return `${lines.join('\n')}\n`;
}

const welcome: Standing = {
  lines: [
    'hsm compiles a hyperparameter sweep to plain shell scripts that run it here, on a cluster or on other machines.',
    'This directory is not in an hsm project yet.',
  ],
  next: [
    ['hsm init', "write a first sweep over your program's parameters"],
    ['hsm init --example quickstart', 'or copy a runnable example'],
  ],
};

async function standingOf(
  project: Project,
  sweeps: readonly PastSweep[],
  context: CommandContext,
): Promise<Standing> {
  const source = await sourceStanding(project, context);
  const [latest] = sweeps;
  if (latest === undefined) return source;
  const { line, next } = await sweepStanding(latest, context);
  const others = sweeps.length - 1;
  const more = others === 0 ? [] : [`and ${counted(others, 'earlier sweep')}: hsm recent`];
  const isChanged = readPlan(latest.path)?.source.sha256 !== digestOfFile(project.sweepFile);
  const changed = isChanged && existsSync(project.sweepFile) ? source.next : [];
  return { lines: [...source.lines, line, ...more], next: [...next, ...changed] };
}

/** The state of the sweep file, and the likely next step. */
async function sourceStanding({ root, sweepFile }: Project, context: CommandContext): Promise<Standing> {
  const shown = shownPath(sweepFile, context.workingDirectory);
  if (!existsSync(sweepFile)) {
    return { lines: [`${shown}: does not exist yet`], next: [['hsm init', 'write a first sweep file']] };
  }
  const { compileSweep } = await import('./compile-sweep.ts');
  const { plan, diagnostics } = await compileSweep({ overBudget: true }, [], context);
  if (plan === null) {
    const errors = diagnostics.sorted().filter(({ severity }) => severity === 'error').length;
    const count = counted(errors, 'error');
    return { lines: [`${shown}: ${count}`], next: [['hsm check', 'show the errors']] };
  }
  const name = relative(join(root, 'sweeps'), sweepFile) === 'sweep.yaml' ? '' : ` -c ${quote(shown)}`;
  return {
    lines: [`${shown}: ${counted(plan.count, 'task')}`],
    next: [
      [`hsm show${name}`, 'show the tasks'],
      [`hsm run${name}`, 'run it on this machine'],
      [`hsm sweep${name}`, 'run it as configured, for example on a cluster'],
    ],
  };
}

/** The state of a sweep's tasks, on one line, and the likely next step. */
async function sweepStanding(
  sweep: PastSweep,
  context: CommandContext,
): Promise<{ readonly line: string; readonly next: Standing['next'] }> {
  const done = context.announce('checking the tasks');
  const counts = await readCounts(sweep, [], context);
  done();
  const id = quote(sweep.id);
  if (typeof counts === 'string')
    return { line: `${sweep.id}: its state is unknown`, next: [[`hsm status ${id}`, 'show why']] };
  const state = sweepState(counts);
  return {
    line: `${sweep.id}: ${state}, ${describeCounts(counts)}`,
    next: stepsFor(state, id, sweep, shownPath(sweep.path, context.workingDirectory)),
  };
}

function describeCounts({ tasks, states, ...counts }: SweepCounts): string {
  const failed = states.failed + states.timeout + states.cancelled + states.lost;
  const parts = [`${states.completed} of ${tasks} tasks completed`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (states.running > 0) parts.push(`${states.running} running`);
  const open = openTasks({ tasks, states, ...counts }) - states.running;
  if (open > 0 && open < tasks) parts.push(`${open} left`);
  return parts.join(', ');
}

function stepsFor(
  state: ReturnType<typeof sweepState>,
  id: string,
  sweep: PastSweep,
  shown: string,
): Standing['next'] {
  switch (state) {
    case 'pending': {
      const build = readBuild(sweep.path);
      const [driver = 'scripts/local.sh'] = build === null ? [] : driversOf(build);
      return [[`bash ${quote(join(shown, driver))}`, 'start it']];
    }
    case 'running':
    case 'queued':
      return [[`hsm monitor ${id} --watch`, 'watch it']];
    case 'stopped':
      return [[`hsm complete ${id}`, 'run the remaining tasks']];
    case 'failed':
      return [
        [`hsm errors ${id}`, 'show why tasks failed'],
        [`hsm complete ${id} --failed`, 'run them again'],
      ];
    case 'completed':
      return [
        [`hsm report ${id}`, 'write a page with results and plots'],
        [`hsm collect-results ${id}`, 'write a table of the results'],
      ];
  }
}
