import type { Placeholder, WordTemplate } from '../plan/command.ts';
import type { Assignment, Plan } from '../plan/plan.ts';
import { encoderOf, environmentName } from './encode.ts';
import { givenTo, textIn } from './given-to.ts';
import { encodeHydra } from './hydra.ts';
import { wordsWith } from './parameter-words.ts';
import { fillParameters, placedParameters } from './placed.ts';

/** Values that only the running task knows. */
export interface Placeholders {
  readonly task_dir: string;
  readonly task_id: string;
  readonly sweep_id: string;
  readonly sweep_dir: string;
  readonly project_dir: string;
  /** The home directory. */
  readonly home: string;
  /** Environment variables; without them a placeholder for one is shown as `{env:NAME}`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

type Paths = Omit<Placeholders, 'environment'>;

/** Placeholders shown as they are written, for a command that is not run. */
export const unfilled: Placeholders = {
  task_dir: '{task_dir}',
  task_id: '{task_id}',
  sweep_id: '{sweep_id}',
  sweep_dir: '{sweep_dir}',
  project_dir: '{project_dir}',
  home: '~',
};

/** One argument of a task's program, and its origin. */
export interface CommandWord {
  readonly text: string;
  /**
   * `launcher` and `container` for the words that start the command, `command` for the words before the parameters, `run_dir` for Hydra's
   * output directory.
   */
  readonly from: 'launcher' | 'container' | 'command' | 'run_dir' | Assignment;
}

/** An exported variable that carries a parameter under the `env` convention. */
export interface CommandVariable {
  readonly name: string;
  readonly value: string;
  readonly from: Assignment;
}

/**
 * The arguments of task `index`, from 1: launcher and container, the command, the parameters, and for Hydra
 * `hydra.run.dir`, so that a run's output goes to its task directory unless the sweep sets another one.
 */
export function commandWords(plan: Plan, index: number, placeholders: Placeholders): readonly CommandWord[] {
  const { command, convention } = plan;
  const words = (['launcher', 'container'] as const).flatMap((from) =>
    command[from].map((word): CommandWord => ({ text: fill(word, placeholders), from })),
  );
  const assignments = givenTo(plan, index);
  for (const word of command.words) {
    const filled = fillParameters(word, (name) => textIn(plan, assignments, name));
    words.push({ text: fill(filled, placeholders), from: 'command' });
  }
  const placed = placedParameters(command);
  for (const assignment of assignments) {
    if (placed.has(assignment.name)) continue;
    const { name, value } = assignment;
    for (const word of wordsWith(convention, name, value, encoderOf(plan, assignment))) {
      words.push({ text: fill(word, placeholders), from: assignment });
    }
  }
  if (convention.kind === 'hydra' && !assignments.some(({ name }) => isRunDirectory(name))) {
    const directory = encodeHydra({ type: 'string', text: placeholders.task_dir });
    words.push({ text: `hydra.run.dir=${directory}`, from: 'run_dir' });
  }
  return words;
}

/** The parameters of task `index`, from 1, as variables; none unless the convention is `env`. */
export function commandVariables(
  plan: Plan,
  index: number,
  placeholders: Placeholders,
): readonly CommandVariable[] {
  if (plan.convention.kind !== 'env') return [];
  const placed = placedParameters(plan.command);
  const passed = givenTo(plan, index).filter(({ name }) => !placed.has(name));
  return passed.map((from) => ({
    name: environmentName(from.name),
    value: fill(encoderOf(plan, from)(from.value), placeholders),
    from,
  }));
}

/** Whether a parameter, whatever Hydra's prefix, sets `hydra.run.dir`. */
export function isRunDirectory(name: string): boolean {
  return name.replace(/^\+{1,2}/, '') === 'hydra.run.dir';
}

/** A template with every placeholder replaced. */
export function fill(word: WordTemplate, placeholders: Placeholders): string {
  return word.map((part) => (part.kind === 'text' ? part.text : textOf(part.hole, placeholders))).join('');
}

function textOf(placeholder: Placeholder, placeholders: Placeholders): string {
  if (placeholder.kind !== 'env')
    return Object.hasOwn(placeholders, placeholder.kind) ? placeholders[placeholder.kind as keyof Paths] : '';
  if (placeholders.environment === undefined) return `{env:${placeholder.name}}`;
  // As in bash: a fallback also replaces an empty variable.
  const value = placeholders.environment[placeholder.name] ?? '';
  return value === '' ? (placeholder.fallback ?? '') : value;
}
