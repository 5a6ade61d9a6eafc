import { readTsv } from '../sweep-directory/read-tsv.ts';
import { isBadState } from '../sweep-directory/task-states.ts';
import { columnNamed, type ResultTable } from './table.ts';

/** A task that failed, ran out of time, was cancelled or lost. */
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

/** Reads what `scripts/errors.sh --tsv` prints: a heading, then one line per task. Null where it is something else. */
export function readFailures(tsv: string): readonly Failure[] | null {
  const rows = readTsv(tsv);
  const [heading = ''] = tsv.split(/\r?\n/, 1);
  if (!['task', 'state', 'cause'].every((name) => heading.split('\t').includes(name))) return null;
  // The scripts' tables have a dash for what is not known.
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

/** The tasks that failed by state and exit code, where nothing tells more of the cause. */
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
