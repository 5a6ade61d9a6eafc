import type { Replication } from './configurations.ts';
import type { Failure } from './failures.ts';
import type { Goal } from './metric.ts';
import type { ProvenanceEntry } from './provenance.ts';
import type { ClassUse } from './resource-use.ts';
import type { Column, ResultTable } from './table.ts';
import type { CommandPlan } from './task-command.ts';

/** All that a page about a sweep shows, as plain JSON. */
export interface ReportModel extends ResultTable {
  /** The sweep id. */
  readonly sweep: string;
  /** Absolute: where the sweep directory was when the report was made. */
  readonly directory: string;
  /** The sweep file, relative to the project root. */
  readonly source: string;
  /** The program that made the report, as `hsm 0.1.0`. */
  readonly generator: string;
  /** When the report was made, in milliseconds since 1970. */
  readonly made: number;
  /** The name of the column that runs are ranked by at first; null where nothing can be ranked. */
  readonly metric: string | null;
  readonly goal: Goal;
  /** The goal of every column that runs can be ranked by, until the reader says another. */
  readonly goals: Readonly<Record<string, Goal>>;
  readonly columns: readonly Column[];
  /** How tasks that only repeat are told; null where the sweep has none. */
  readonly replication: Replication | null;
  readonly failures: readonly Failure[];
  /** What ran, by submission, the oldest first. */
  readonly provenance: readonly ProvenanceEntry[];
  /** What completed tasks asked for and used, as far as it was seen. */
  readonly resources: readonly ClassUse[];
  /** Recorded commands by task, of those that are among the best of some metric. */
  readonly commands: Readonly<Record<string, string>>;
  readonly plan: CommandPlan;
}

/** How many runs are listed as the best. */
export const BEST = 10;
