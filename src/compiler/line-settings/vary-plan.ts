import type { WordTemplate } from '../../plan/command.ts';
import type { Block, Origin, Plan, Value } from '../../plan/plan.ts';
import { resourceClasses } from '../../plan/resource-classes.ts';
import type { Resources } from '../../plan/run-settings.ts';
import type { SettingChange } from './change.ts';

/** What the sweep file itself defines: its tasks, its command, its parameters and the resources of its blocks. */
export function varyPlan(plan: Plan): readonly SettingChange[] {
  const at = (origin: Origin): string =>
    origin === null ? 'settings' : `${plan.source.path}:${origin.line}`;
  const change = (
    setting: string,
    value: string,
    origin: Origin,
    ...others: readonly ((before: Plan) => Plan)[]
  ): SettingChange => ({
    setting,
    value,
    from: at(origin),
    variations: others.map((other) => ({ plan: other })),
  });
  const { space, count, command, defaults, name } = plan;
  const [first] = space.blocks;
  const blocks = (edit: (block: Block, index: number) => Block) => (before: Plan) => ({
    ...before,
    space: { ...before.space, blocks: before.space.blocks.map(edit) },
  });
  return [
    change(
      'the number of tasks',
      String(count),
      first?.origin ?? null,
      ...[...new Set([count - 1, count + 1, Math.ceil(count / 2), ...withinClasses(plan)])].map(withCount),
    ),
    change('the command', '', command.origin, (before) => ({
      ...before,
      command: { ...before.command, words: before.command.words.map(otherWord) },
    })),
    ...defaults.map((assignment) =>
      change(assignment.name, valueText(assignment.value), assignment.origin, (before) => ({
        ...before,
        defaults: before.defaults.map((each) =>
          each.name === assignment.name ? { ...each, value: otherValue(each.value) } : each,
        ),
      })),
    ),
    ...space.blocks.flatMap((block, position) => [
      ...block.axes.flatMap((axis) =>
        axis.parameters.map((parameter) =>
          change(
            parameter.name,
            '',
            parameter.origin,
            blocks((each, index) => (index === position ? withOther(each, parameter.name) : each)),
          ),
        ),
      ),
      ...requestsIn(block).map(([key, value]) =>
        change(
          `resources.${key} of a block`,
          String(value),
          block.origin,
          blocks((each) => withResource(each, key, value)),
        ),
      ),
    ]),
    ...(name === undefined
      ? []
      : [
          change('name', '', name.origin, (before) => ({
            ...before,
            name: { ...name, template: otherWord(name.template) },
          })),
        ]),
    ...(plan.results?.sources ?? []).map((source, position) =>
      change('results', source.file, source.origin, (before) => ({
        ...before,
        results: before.results && {
          ...before.results,
          sources: before.results.sources.map((each, index) =>
            index === position ? { ...each, file: `${each.file}x` } : each,
          ),
        },
      })),
    ),
  ];
}

/** Numbers of tasks that end one task before a class of resources does. */
function withinClasses(plan: Plan): readonly number[] {
  return resourceClasses(plan).flatMap(({ ranges }) => (ranges ?? []).slice(-1).map(({ last }) => last - 1));
}

function withCount(count: number): (plan: Plan) => Plan {
  return (plan) => {
    if (count < 1) throw new RangeError('a sweep has a task');
    return { ...plan, count };
  };
}

/** The resources of a block and its cases. */
function requestsIn({
  resources,
  caseResources = [],
}: Block): readonly (readonly [keyof Resources, unknown])[] {
  const all = [resources ?? {}, ...caseResources.map((each) => each.resources)].flatMap((each) =>
    Object.entries(each),
  );
  return all as readonly (readonly [keyof Resources, unknown])[];
}

/** Changed in all blocks and cases with the same resources, so that they stay one class. */
function withResource(block: Block, key: keyof Resources, value: unknown): Block {
  const other = typeof value === 'number' ? value + 1 : `${String(value)}x`;
  const edited = (own: Partial<Resources>): Partial<Resources> =>
    own[key] === value && value !== null ? { ...own, [key]: other } : own;
  return {
    ...block,
    ...(block.resources && { resources: edited(block.resources) }),
    ...(block.caseResources && {
      caseResources: block.caseResources.map((each) => ({ ...each, resources: edited(each.resources) })),
    }),
  };
}

function withOther(block: Block, name: string): Block {
  const axes = block.axes.map((axis) => ({
    ...axis,
    parameters: axis.parameters.map((parameter) => {
      if (parameter.name !== name) return parameter;
      if ('range' in parameter) {
        return { ...parameter, range: { ...parameter.range, first: parameter.range.first + 1 } };
      }
      return { ...parameter, values: parameter.values.map((value) => value && otherValue(value)) };
    }),
  }));
  return { ...block, axes };
}

function valueText(value: Value): string {
  return 'text' in value ? value.text : '';
}

function otherValue(value: Value): Value {
  return { type: 'string', text: `${valueText(value)}x` };
}

function otherWord(word: WordTemplate): WordTemplate {
  return [...word, { kind: 'text', text: 'x' }];
}
