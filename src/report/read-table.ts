import papaparse from 'papaparse';
import { type ColumnKind, costNames, factNames, type ResultTable } from './table.ts';

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
  const metrics = firstMetric(heading, facts);
  const columns = heading.map((name, at) => ({
    name,
    kind: kindAt(at, facts, metrics, hasNames),
    values: rows.map((row) => row[at] ?? ''),
  }));
  return { rows: rows.length, columns };
}

/** Where the facts begin; -1 where they are not there as a whole, or no task comes first. */
function findFacts(heading: readonly string[]): number {
  if (heading[0] !== 'task') return -1;
  return heading.findIndex((_, at) => factNames.every((name, step) => heading[at + step] === name));
}

/** Where the metrics begin, which may have the names of what an older build did not print. */
function firstMetric(heading: readonly string[], facts: number): number {
  const costs = facts + factNames.length;
  const hasCosts = costNames.every((name, step) => heading[costs + step] === name);
  return hasCosts ? costs + costNames.length : costs;
}

function kindAt(at: number, facts: number, metrics: number, hasNames: boolean): ColumnKind {
  if (at === 0) return 'task';
  if (hasNames && at === facts - 1) return 'name';
  if (at < facts) return 'parameter';
  return at < metrics ? 'fact' : 'metric';
}
