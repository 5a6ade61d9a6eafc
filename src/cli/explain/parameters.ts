import { encodeValue } from '../../argv/encode.ts';
import { givenTo } from '../../argv/given-to.ts';
import type { Plan } from '../../plan/plan.ts';
import { cellAt } from '../../plan/space.ts';
import { placeOf } from '../describe-tasks.ts';
import { textTable } from '../text-table.ts';

/** A parameter of a task with the line that gives it its value there. */
export interface ExplainedParameter {
  readonly name: string;
  readonly value: string;
  readonly kind: 'parameter' | 'default' | 'derived';
  /** The formula of a derived parameter. */
  readonly formula?: string;
  /** `sweep.yaml:4` */
  readonly from: string;
}

/** Every parameter of a task, in the order of its command. */
export function explainParameters(plan: Plan, task: number): readonly ExplainedParameter[] {
  const defaults = new Set(plan.defaults);
  const derived = plan.space.blocks[cellAt(plan.space, task).block]?.derived ?? [];
  return givenTo(plan, task).map((given) => {
    const { name, value, origin } = given;
    const formula = derived.find((each) => each.name === name)?.formula;
    return {
      name,
      value: encodeValue(plan.convention, value),
      kind: formula !== undefined ? 'derived' : defaults.has(given) ? 'default' : 'parameter',
      ...(formula === undefined ? {} : { formula }),
      from: placeOf(plan, origin),
    };
  });
}

/** One line per parameter. */
export function parametersText(parameters: readonly ExplainedParameter[]): string {
  const rows = parameters.map(({ name, value, kind, formula, from }) => [
    `${name}=${value}`,
    `# ${kind}${formula === undefined ? '' : ` (${formula})`}, ${from}`,
  ]);
  return textTable(rows)
    .map((line) => `  ${line}\n`)
    .join('');
}
