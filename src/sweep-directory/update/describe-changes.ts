import type { Plan } from '../../plan/plan.ts';

/** The parts of a plan, as a user calls them. */
const parts: readonly (readonly [string, readonly (keyof Plan)[]])[] = [
  ['parameters', ['space', 'defaults', 'count']],
  ['command', ['command', 'convention']],
  ['resources', ['resources']],
  ['environment', ['environment']],
  ['results', ['results']],
  ['metadata', ['metadata']],
  ['W&B', ['wandb']],
  ['names', ['name']],
  ['replicates', ['replicates']],
];

/** What of a sweep is not as it was: the parts of its plan that changed; scripts alone where the plan says the same. */
export function describeChanges(was: Plan, is: Plan): readonly string[] {
  const changed = parts
    .filter(([, keys]) => keys.some((key) => textOf(was[key]) !== textOf(is[key])))
    .map(([name]) => name);
  if (changed.length > 0) return changed;
  return [was.source.sha256 === is.source.sha256 ? 'scripts' : 'the text of the sweep file'];
}

/** Without the places where things are written. */
function textOf(part: unknown): string {
  return JSON.stringify(part ?? null, (key, value: unknown) => (/^origins?$/.test(key) ? undefined : value));
}
