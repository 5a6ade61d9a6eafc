import { placedParameters } from '../argv/placed.ts';
import type { Diagram } from '../plan/decision-diagram.ts';
import type { Block, Plan } from '../plan/plan.ts';
import { resourceClasses } from '../plan/resource-parts.ts';
import { blockDiagram } from '../plan/space.ts';
import { arrayLiteral } from './array-literal.ts';
import {
  BlockParameters,
  type ChosenView,
  type ComputedView,
  type ParameterView,
} from './block-parameters.ts';
import { type CommandView, commandView } from './command-view.ts';
import { placeOf } from './place-of.ts';
import type { VariableNames } from './variable-names.ts';

/**
 * What `task/data` and `task/build-command` show of a block. The arrays are plain assignments: after
 * `readonly` bash reads an array literal a second time, which costs four times as much (bash 5.2).
 */
export interface BlockView extends CommandView, TakenView {
  readonly parameters: readonly ParameterView[];
  readonly computed: readonly ComputedView[];
  /** Parameters of which the default stands in some rows. */
  readonly chosen: readonly ChosenView[];
  /** Where its excludes stand, or '' without any. */
  readonly excluded: string;
  readonly axisCount: number;
  /** One run of the decision diagram a line, ready for bash. */
  readonly runs: readonly string[];
  /** Where in the list of all blocks' runs this block's begin. */
  readonly runsStart: number;
  /** What its tasks may take, in seconds, as a word; empty where all tasks of the sweep may take the same. */
  readonly ownWalltime: string;
}

/** The array of the cells that are tasks; all empty where all are. */
export interface TakenView {
  readonly takenVariable: string;
  readonly takenPlace: string;
  readonly takenCells: string;
}

/** `runsStart` is how many numbers the runs of the blocks before it take. */
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
    ownWalltime: ownWalltime(plan, block),
    ...takenView(plan, block),
    ...command,
  };
}

/** Each block has an array of its own, named after its number, from 1. */
export function takenView(plan: Plan, block: Block): TakenView {
  if (block.taken === undefined) return { takenVariable: '', takenPlace: '', takenCells: '' };
  const { cells, origin } = block.taken;
  const variable = `block_${plan.space.blocks.indexOf(block) + 1}_cells`;
  const words = arrayLiteral(cells.map(String), `${variable}=()`.length);
  return { takenVariable: variable, takenPlace: placeOf(plan, origin), takenCells: words };
}

function ownWalltime(plan: Plan, block: Block): string {
  const walltimes = new Set(resourceClasses(plan).map(({ resources }) => resources.walltime));
  const { walltime } = { ...plan.resources, ...block.resources };
  return walltimes.size === 1 ? '' : walltime === null ? "''" : String(walltime);
}

/** Where the first excludes stand, and how many more there are. */
function excludedAt(plan: Plan, block: Block): string {
  const places = [...block.excludes, ...block.conditions].map(({ origin }) => placeOf(plan, origin));
  const more = places.length > 1 ? ` and ${places.length - 1} more` : '';
  return places.length === 0 ? '' : `${places[0]}${more}`;
}

/** Nodes of the diagram laid end to end, three numbers a run; `next` becomes a place in the list of all runs. */
export function runLines(diagram: Diagram, runsStart: number): readonly string[] {
  const starts: number[] = [];
  let start = runsStart;
  for (const node of diagram.nodes) {
    starts.push(start);
    start += 3 * node.length;
  }
  return diagram.nodes.flat().map((run) => `${run.rows} ${run.cells} ${starts[run.next] ?? 0}`);
}
