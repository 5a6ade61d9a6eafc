import type { Convention, WordTemplate } from '../plan/command.ts';
import type {
  Code,
  FailureSettings,
  Metric,
  Objective,
  PlannedEnvironment,
  Provenance,
  Resources,
  ResultSource,
  Wandb,
} from '../plan/run-settings.ts';
import type { Span } from '../source/source.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import type { BlockResources } from './block-resources.ts';
import type { ResolvedDerived } from './derived/scope.ts';
import type { DraftAxis } from './draft.ts';
import type { CheckedCondition } from './read-conditions.ts';

/** A sweep file that satisfies every rule; `lower` turns it into a plan without further checks. */
export interface CheckedSweep {
  readonly blocks: readonly CheckedBlock[];
  readonly defaults: readonly CheckedAssignment[];
  readonly metadata: readonly { readonly name: string; readonly value: SyntaxNode }[];
  /** From `command:`, `script:` or the project file; the interpreter comes first. */
  readonly command: {
    readonly words: readonly WordTemplate[];
    readonly span: Span | null;
    readonly script: string | null;
  };
  readonly name: { readonly template: WordTemplate; readonly links: boolean; readonly span: Span } | null;
  readonly replicates: readonly string[];
  readonly convention: Convention;
  readonly resources: Resources;
  readonly failures: FailureSettings;
  readonly environment: PlannedEnvironment;
  readonly wandb: Wandb | null;
  readonly code: Code;
  readonly provenance: Provenance;
  readonly results: CheckedResults | null;
  /** The unchecked options of each target, by name; the target's own schema checks them. */
  readonly targets: Readonly<Record<string, SyntaxNode>>;
}

export interface CheckedBlock {
  readonly axes: readonly DraftAxis[];
  readonly excludes: readonly CheckedExclude[];
  readonly conditions: readonly CheckedCondition[];
  /** Null means all cells. */
  readonly taken: { readonly cells: readonly number[]; readonly span: Span } | null;
  readonly derived: readonly ResolvedDerived[];
  readonly resources: Partial<Resources>;
  readonly caseResources: BlockResources['caseResources'];
  readonly span: Span;
}

export interface CheckedAssignment {
  readonly name: string;
  readonly value: SyntaxNode;
  readonly nameSpan: Span;
}

export interface CheckedExclude {
  readonly matches: readonly { readonly axis: number; readonly rows: readonly number[] }[];
  readonly span: Span;
}

export interface CheckedResults {
  readonly sources: readonly {
    readonly format: ResultSource['format'];
    readonly file: string;
    readonly metrics: readonly Metric[] | null;
    readonly span: Span;
  }[];
  readonly objective: Objective | null;
}
