import type { Resources } from '../../plan/run-settings.ts';
import type { BatchJob } from './job.ts';

/** One task's share of a node. */
export interface NodeShare {
  readonly cpus: number | null;
  /** Mebibytes. */
  readonly memory: number | null;
  /** The option that sets the memory, and its unit, such as `of one CPU`; null for the resource. */
  readonly memoryFrom: { readonly option: string; readonly label: string } | null;
  readonly gpus: number | null;
}

export function nodeShareOf({ plan }: BatchJob, own: Partial<NodeShare>): NodeShare {
  const { memory, gpus } = plan.resources;
  return { cpus: cpusOfNode(plan.resources), memory, gpus, memoryFrom: null, ...own };
}

/** A task's CPUs on each of its nodes: those of all ranks there; null if neither is set. */
export function cpusOfNode({ cpus, nodes, ranks }: Resources): number | null {
  return ranks === null ? cpus : (cpus ?? 1) * ranksOfNode({ nodes, ranks });
}

/** The CPUs of a job with this many concurrent tasks, if the scheduler does not count nodes. */
export function cpusAnywhere(resources: Resources, times: number): number {
  return (cpusOfNode({ ...resources, nodes: null }) ?? 1) * times;
}

/** The maximum number of ranks on a node; 1 if not set. */
export function ranksOfNode({ nodes, ranks }: Pick<Resources, 'nodes' | 'ranks'>): number {
  return Math.ceil((ranks ?? nodes ?? 1) / (nodes ?? 1));
}
