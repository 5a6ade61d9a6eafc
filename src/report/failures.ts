import { columnNamed, type ResultTable } from './table.ts';

/** A task that ended badly. */
export interface Failure {
  readonly task: string;
  readonly state: string;
  readonly exitCode: string;
  /** What it is put down to. */
  readonly cause: string;
  readonly host: string;
  /** Of its standard error; empty where it is not known. */
  readonly lastLine: string;
}

const badStates: readonly string[] = ['failed', 'timeout', 'cancelled', 'lost'];

/** Reads what `scripts/errors.sh --tsv` prints: a heading, then a line a task. Null where it is something else. */
export function readFailures(tsv: string): readonly Failure[] | null {
  const [heading, ...lines] = tsv.split(/\r?\n/).filter((line) => line !== '');
  const names = heading?.split('\t') ?? [];
  if (!['task', 'state', 'cause'].every((name) => names.includes(name))) return null;
  return lines.map((line) => {
    const cells = line.split('\t');
    const cell = (name: string): string => cells[names.indexOf(name)] ?? '';
    // The scripts' tables have a dash for what is not known.
    const known = (name: string): string => (cell(name) === '-' ? '' : cell(name));
    return {
      task: cell('task'),
      state: cell('state'),
      exitCode: known('exit_code'),
      cause: cell('cause'),
      host: known('host'),
      lastLine: cell('last_line'),
    };
  });
}

/** The tasks that ended badly by state and exit code, where nothing tells more of the cause. */
export function failuresOf(table: ResultTable): readonly Failure[] {
  const cells = (name: string): readonly string[] => columnNamed(table, name).values;
  const [tasks, states, codes, hosts] = ['task', 'state', 'exit_code', 'host'].map(cells);
  return (states ?? []).flatMap((state, row) => {
    if (!badStates.includes(state)) return [];
    const exitCode = codes?.[row] ?? '';
    const cause = exitCode === '' ? state : `${state}, exit code ${exitCode}`;
    return { task: tasks?.[row] ?? '', state, exitCode, cause, host: hosts?.[row] ?? '', lastLine: '' };
  });
}
