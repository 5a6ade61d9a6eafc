import { readTsv } from '../sweep-directory/read-tsv.ts';
import { isBadState } from '../sweep-directory/task-states.ts';
import { columnNamed, type ResultTable } from './table.ts';

/** A task that failed, timed out, was cancelled or lost. */
export interface Failure {
  readonly task: string;
  readonly state: string;
  readonly exitCode: string;
  /** The cause of its failure. */
  readonly cause: string;
  readonly host: string;
  /** The last line of its standard error; empty if unknown. */
  readonly lastLine: string;
}

/** Reads the output of `scripts/errors.sh --tsv`: a header, then one line per task. Null if it is something else. */
export function readFailures(tsv: string): readonly Failure[] | null {
  const rows = readTsv(tsv);
  const [heading = ''] = tsv.split(/\r?\n/, 1);
  if (!['task', 'state', 'cause'].every((name) => heading.split('\t').includes(name))) return null;
  // The scripts' tables have a dash for unknown values.
  const known = (text = ''): string => (text === '-' ? '' : text);
  return rows.map(({ task = '', state = '', exit_code, cause = '', host, last_line = '' }) => ({
    task,
    state,
    exitCode: known(exit_code),
    cause,
    host: known(host),
    lastLine: last_line,
  }));
}

/** The failed tasks by state and exit code, if nothing more is known about the cause. */
export function failuresOf(table: ResultTable): readonly Failure[] {
  const cells = (name: string): readonly string[] => columnNamed(table, name).values;
  const [tasks, states, codes, hosts] = ['task', 'state', 'exit_code', 'host'].map(cells);
  return (states ?? []).flatMap((state, row) => {
    if (!isBadState(state)) return [];
    const exitCode = codes?.[row] ?? '';
    const cause = exitCode === '' ? state : `${state}, exit code ${exitCode}`;
    return { task: tasks?.[row] ?? '', state, exitCode, cause, host: hosts?.[row] ?? '', lastLine: '' };
  });
}
