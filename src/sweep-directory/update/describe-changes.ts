import type { Block, Plan, Space } from '../../plan/plan.ts';

/** The parts of a plan, in a user's terms. */
const parts: readonly (readonly [string, (plan: Plan) => unknown])[] = [
  ['parameters', ({ space, defaults, count }) => [withoutResources(space), defaults, count]],
  ['command', ({ command, convention }) => [command, convention]],
  ['resources', ({ resources, space }) => [resources, space.blocks.flatMap(resourcesOf)]],
  ['environment', ({ environment }) => environment],
  ['results', ({ results }) => results],
  ['metadata', ({ metadata }) => metadata],
  ['W&B', ({ wandb }) => wandb],
  ['code', ({ code }) => code],
  ['provenance', ({ provenance }) => provenance],
  ['names', ({ name }) => name],
  ['replicates', ({ replicates }) => replicates],
  ['retry', ({ retry }) => retry],
  ['stop_after_failures', ({ stop_after_failures: stop }) => stop],
];

function withoutResources({ blocks }: Space): readonly Block[] {
  return blocks.map(({ resources: _, caseResources: __, ...block }) => block);
}

/** Without blocks that have no resources of their own: one of these may be new. */
function resourcesOf({ resources, caseResources }: Block): readonly object[] {
  return resources === undefined && caseResources === undefined ? [] : [{ resources, caseResources }];
}

/** How a sweep has changed: the changed parts of its plan; only scripts if the plan is the same. */
export function describeChanges(was: Plan, is: Plan): readonly string[] {
  const changed = parts.filter(([, part]) => textOf(part(was)) !== textOf(part(is))).map(([name]) => name);
  if (changed.length > 0) return changed;
  return [was.source.sha256 === is.source.sha256 ? 'scripts' : 'the text of the sweep file'];
}

/** Without places in files. */
function textOf(part: unknown): string {
  return JSON.stringify(part ?? null, (key, value: unknown) => (/^origins?$/.test(key) ? undefined : value));
}
