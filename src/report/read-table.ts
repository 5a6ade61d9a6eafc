import papaparse from 'papaparse';
import { type ColumnKind, costNames, factNames, type ResultTable } from './table.ts';

/**
 * Reads the CSV that `scripts/collect.sh` prints: the task, the parameters, the name if tasks have names, the facts, the metrics. Missing
 * cells at the end of a row are empty. Null if the header does not match.
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

/** The position of the first fact; -1 if they are incomplete, or if the first column is not the task. */
function findFacts(heading: readonly string[]): number {
  if (heading[0] !== 'task') return -1;
  return heading.findIndex((_, at) => factNames.every((name, step) => heading[at + step] === name));
}

/** The position of the first metric; metrics may have the names of columns that older builds did not print. */
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
