import type { Replication } from './configurations.ts';
import type { Failure } from './failures.ts';
import type { Goal } from './metric.ts';
import type { ProvenanceEntry } from './provenance.ts';
import type { ClassUse } from './resource-use.ts';
import type { Column, ResultTable } from './table.ts';
import type { CommandPlan } from './task-command.ts';

/** Everything that the page of a sweep shows, as plain JSON. */
export interface ReportModel extends ResultTable {
  /** The sweep id. */
  readonly sweep: string;
  /** Absolute: the place of the sweep directory when the report was made. */
  readonly directory: string;
  /** The sweep file, relative to the project root. */
  readonly source: string;
  /** The program that made the report, such as `hsm 0.1.0`. */
  readonly generator: string;
  /** When the report was made, in milliseconds since 1970. */
  readonly made: number;
  /** The name of the column that initially ranks the runs; null if nothing can be ranked. */
  readonly metric: string | null;
  readonly goal: Goal;
  /** The goal of every column that can rank runs, until the reader chooses another. */
  readonly goals: Readonly<Record<string, Goal>>;
  readonly columns: readonly Column[];
  /** How replicates are recognised; null if the sweep has none. */
  readonly replication: Replication | null;
  readonly failures: readonly Failure[];
  /** The provenance records, by submission, oldest first. */
  readonly provenance: readonly ProvenanceEntry[];
  /** The resources that completed tasks requested and used, as far as they were measured. */
  readonly resources: readonly ClassUse[];
  /** Recorded commands by task, for the best tasks of each metric. */
  readonly commands: Readonly<Record<string, string>>;
  readonly plan: CommandPlan;
}

/** How many runs are listed as the best. */
export const BEST = 10;
