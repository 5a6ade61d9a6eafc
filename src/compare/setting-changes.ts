import type { Plan } from '../plan/plan.ts';

/** A setting that differs between two plans; null if one does not set it. */
export interface SettingChange {
  /** Such as `resources.memory`. */
  readonly key: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** The parts of a plan that are not parameters. */
const parts = [
  'command',
  'convention',
  'metadata',
  'resources',
  'environment',
  'wandb',
  'code',
  'provenance',
  'results',
  'name',
  'replicates',
  'retry',
  'stop_after_failures',
] as const;

/** The differences between two plans other than parameters, in the order of a plan. Positions in files do not count. */
export function settingChanges(before: Plan, after: Plan): readonly SettingChange[] {
  const [old, fresh] = [leavesOf(before), leavesOf(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .map((key) => ({ key, before: old.get(key) ?? null, after: fresh.get(key) ?? null }))
    .filter((change) => change.before !== change.after);
}

function leavesOf(plan: Plan): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  for (const part of parts) addLeaves(part, plan[part], leaves);
  for (const [at, { resources, caseResources = [] }] of plan.space.blocks.entries()) {
    const block = plan.space.blocks.length === 1 ? '' : `block ${at + 1}: `;
    addLeaves(`${block}resources of the block`, resources, leaves);
    let first = 1;
    for (const { rows, resources: own } of caseResources) {
      const last = first + rows - 1;
      addLeaves(
        `${block}resources of cases, ${first === last ? `row ${first}` : `rows ${first} to ${last}`}`,
        own,
        leaves,
      );
      first = last + 1;
    }
  }
  return leaves;
}

function addLeaves(key: string, value: unknown, leaves: Map<string, string>): void {
  if (value === null || value === undefined) return;
  if (typeof value !== 'object') leaves.set(key, String(value));
  else if (isTemplates(value)) leaves.set(key, value.map(textOf).join(' '));
  else if (Array.isArray(value)) {
    if (value.length > 0) leaves.set(key, JSON.stringify(value, withoutOrigins).replaceAll('"', ''));
  } else if ('type' in value && 'text' in value) leaves.set(key, String(value.text));
  else {
    for (const [name, each] of Object.entries(value)) {
      if (name !== 'origin') addLeaves(`${key}.${name}`, each, leaves);
    }
  }
}

function withoutOrigins(key: string, value: unknown): unknown {
  return key === 'origin' ? undefined : value;
}

type Part = {
  readonly kind: string;
  readonly text?: string;
  readonly hole?: { readonly kind: string; readonly name?: string };
};

/** Whether it is the words of a command. */
function isTemplates(value: object): value is readonly (readonly Part[])[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (word) => Array.isArray(word) && word.every((part) => typeof part === 'object' && 'kind' in part),
    )
  );
}

function textOf(word: readonly Part[]): string {
  return word
    .map(
      ({ text, hole: placeholder }) =>
        text ??
        (placeholder?.name === undefined
          ? `{${placeholder?.kind}}`
          : `{${placeholder.kind}:${placeholder.name}}`),
    )
    .join('');
}
