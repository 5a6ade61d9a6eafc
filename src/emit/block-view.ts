import { placedParameters } from '../argv/placed.ts';
import type { Diagram } from '../plan/decision-diagram.ts';
import type { Block, Plan } from '../plan/plan.ts';
import { resourceClasses } from '../plan/resource-classes.ts';
import { blockDiagram } from '../plan/space.ts';
import { arrayLiteral, fillLines } from './array-literal.ts';
import {
  BlockParameters,
  type ChosenView,
  type ComputedView,
  lastRow,
  type ParameterView,
} from './block-parameters.ts';
import { type CommandView, commandView } from './command-view.ts';
import { placeOf } from './place-of.ts';
import type { VariableNames } from './variable-names.ts';

/**
 * The view of a block for `task/data` and `task/build-command`. The arrays are plain assignments: after `readonly`, bash parses an array
 * literal a second time, which costs four times as much (bash 5.2).
 */
export interface BlockView extends CommandView, TakenView, WalltimeView {
  readonly parameters: readonly ParameterView[];
  readonly computed: readonly ComputedView[];
  /** Parameters that use their default in some rows. */
  readonly chosen: readonly ChosenView[];
  /** The place of its excludes; '' without any. */
  readonly excluded: string;
  readonly axisCount: number;
  /** One run of the decision diagram per line, ready for bash. */
  readonly runs: readonly string[];
  /** The index of this block's first run in the list of all blocks' runs. */
  readonly runsStart: number;
  /** The index of the next block's first run. */
  readonly runsEnd: number;
}

/** The time limit of its tasks; null if all tasks of the sweep have the same. */
export interface WalltimeView {
  /** In seconds, as a word; empty if it differs between cases. */
  readonly ownWalltime: string;
  /** An array of them by the rows of the cases, if they differ; otherwise empty. */
  readonly walltimesVariable: string;
  readonly walltimes: string;
}

/** The array of the selected cells; empty if all are tasks. */
export interface TakenView {
  readonly takenVariable: string;
  readonly takenPlace: string;
  readonly takenCells: string;
}

/** `runsStart` is how many numbers the runs of earlier blocks take. */
export function blockView(plan: Plan, block: Block, runsStart: number, names: VariableNames): BlockView {
  const diagram = blockDiagram(block);
  const parameters = new BlockParameters(plan, block, names);
  const swept = parameters.passed(placedParameters(plan.command));
  const command = commandView(plan, swept, parameters);
  return {
    ...parameters.views(),
    excluded: excludedAt(plan, block),
    axisCount: block.axes.length,
    runs: diagram === null ? [] : runLines(diagram, runsStart),
    runsStart,
    runsEnd: runsStart + countNumbers(diagram),
    ...walltimeView(plan, block),
    ...takenView(plan, block),
    ...command,
  };
}

/** Each block has an array named after its number, from 1. */
export function takenView(plan: Plan, block: Block): TakenView {
  if (block.taken === undefined) return { takenVariable: '', takenPlace: '', takenCells: '' };
  const { cells, origin } = block.taken;
  const variable = `block_${plan.space.blocks.indexOf(block) + 1}_cells`;
  const words = arrayLiteral(cells.map(String), `${variable}=()`.length);
  return { takenVariable: variable, takenPlace: placeOf(plan, origin), takenCells: words };
}

function walltimeView(plan: Plan, block: Block): WalltimeView {
  const none = { ownWalltime: '', walltimesVariable: '', walltimes: '' };
  const all = new Set(resourceClasses(plan).map(({ resources }) => resources.walltime));
  if (all.size === 1) return none;
  const rows = block.caseResources ?? [{ rows: 1, resources: {} }];
  const own = rows.map((run) => {
    const { walltime } = { ...plan.resources, ...block.resources, ...run.resources };
    return { rows: run.rows, word: walltime === null ? "''" : String(walltime) };
  });
  const [first = { word: '' }] = own;
  if (own.every(({ word }) => word === first.word)) return { ...none, ownWalltime: first.word };
  const variable = `block_${plan.space.blocks.indexOf(block) + 1}_walltimes`;
  const words = own.flatMap((run) => Array.from({ length: run.rows }, () => run.word));
  return {
    ownWalltime: `$\{${variable}[${lastRow(block)}]}`,
    walltimesVariable: variable,
    walltimes: arrayLiteral(words, `${variable}=()`.length),
  };
}

/** The place of the first excludes, and the number of the others. */
function excludedAt(plan: Plan, block: Block): string {
  const places = [...block.excludes, ...block.conditions].map(({ origin }) => placeOf(plan, origin));
  const more = places.length > 1 ? ` and ${places.length - 1} more` : '';
  return places.length === 0 ? '' : `${places[0]}${more}`;
}

/**
 * The maximum number of a node's runs that get a line each; more are filled into lines, because nobody reads them one
 * by one.
 */
const RUNS_ON_LINES = 8;

/**
 * Lines of the diagram's nodes end to end, as three numbers per run: rows, tasks below each row, and the index of the
 * next node's first run in the list of all runs.
 */
export function runLines(diagram: Diagram, runsStart: number): readonly string[] {
  const starts: number[] = [];
  let start = runsStart;
  for (const node of diagram.nodes) {
    starts.push(start);
    start += 3 * node.length;
  }
  return diagram.nodes.flatMap((node) => {
    const runs = node.map((run) => `${run.rows} ${run.cells} ${starts[run.next] ?? 0}`);
    return runs.length > RUNS_ON_LINES ? fillLines(runs, '  ') : runs;
  });
}

/** How many numbers these lines have. */
function countNumbers(diagram: Diagram | null): number {
  return 3 * (diagram?.nodes.reduce((sum, node) => sum + node.length, 0) ?? 0);
}
