import papaparse from 'papaparse';
import { type ColumnKind, factNames, type ResultTable } from './table.ts';

/**
 * Reads the CSV that `scripts/collect.sh` prints: the task, the parameters, where tasks have names the name, the facts, the
 * metrics. A row with too few
 * cells ends in empty ones. Null where the heading is another.
 */
export function readTable(csv: string, hasNames = false): ResultTable | null {
  const { data } = papaparse.parse<string[]>(csv.replace(/^\uFEFF/, ''), {
    delimiter: ',',
    skipEmptyLines: true,
  });
  const [heading, ...rows] = data;
  const facts = heading === undefined ? -1 : findFacts(heading);
  if (heading === undefined || facts === -1) return null;
  const columns = heading.map((name, at) => ({
    name,
    kind: kindAt(at, facts, hasNames),
    values: rows.map((row) => row[at] ?? ''),
  }));
  return { rows: rows.length, columns };
}

/** Where the facts begin; -1 where they are not there as a whole, or no task comes first. */
function findFacts(heading: readonly string[]): number {
  if (heading[0] !== 'task') return -1;
  return heading.findIndex((_, at) => factNames.every((name, step) => heading[at + step] === name));
}

function kindAt(at: number, facts: number, hasNames: boolean): ColumnKind {
  if (at === 0) return 'task';
  if (hasNames && at === facts - 1) return 'name';
  if (at < facts) return 'parameter';
  return at < facts + factNames.length ? 'fact' : 'metric';
}
