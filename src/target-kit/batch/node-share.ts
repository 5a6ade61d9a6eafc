import type { BatchJob } from './job.ts';

/** What one task takes of a node. */
export interface NodeShare {
  readonly cpus: number | null;
  /** Mebibytes. */
  readonly memory: number | null;
  /** The option that says the memory, and what it is the memory of, as `of one CPU`; null for the resource. */
  readonly memoryFrom: { readonly option: string; readonly label: string } | null;
  readonly gpus: number | null;
}

export function nodeShareOf({ plan }: BatchJob, own: Partial<NodeShare>): NodeShare {
  const { cpus, memory, gpus } = plan.resources;
  return { cpus, memory, gpus, memoryFrom: null, ...own };
}
