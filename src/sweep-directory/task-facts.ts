import { fill, unfilled } from '../argv/words.ts';
import type { WordTemplate } from '../plan/command.ts';
import { parametersOf } from '../plan/parameters.ts';
import type { Plan } from '../plan/plan.ts';
import { resourceClasses } from '../plan/resource-classes.ts';
import type { Resources } from '../plan/run-settings.ts';
import { formatMemory } from '../settings/memory.ts';
import { formatWalltime } from '../settings/walltime.ts';
import { quote } from '../shell/shell-word.ts';

/** A description of a sweep's tasks for its README: the program, its parameters, where it runs and what it requests. */
export function taskFacts(plan: Plan): readonly string[] {
  const words = plan.command.words.map(wordText).join(' ');
  const names = new Map<string, Set<number>>();
  for (const { parameter, size } of plan.space.blocks.flatMap(parametersOf)) {
    const count = 'range' in parameter ? size : parameter.values.filter((value) => value !== null).length;
    names.set(parameter.name, (names.get(parameter.name) ?? new Set()).add(count));
  }
  const parameters = [...names].map(([name, sizes]) => `${code(name)} (${[...sizes].join(' or ')})`);
  const defaults = plan.defaults.map(({ name }) => code(name));
  const derived = [
    ...new Set(plan.space.blocks.flatMap((block) => block.derived ?? []).map(({ name }) => code(name))),
  ];
  const [resources = [], ...others] = resourceClasses(plan).map((each) => resourcesOf(each.resources));
  const asked = (what: readonly string[]): string => (what.length === 0 ? 'not set' : what.join(', '));
  return [
    '## What it runs',
    '',
    `- the program: ${code(words)}`,
    `- parameters, with the number of values: ${shorten(parameters)}`,
    ...containerLine(plan),
    ...(defaults.length === 0
      ? []
      : [`- parameters with the same value in every task: ${shorten(defaults)}`]),
    ...(derived.length === 0 ? [] : [`- derived from these: ${shorten(derived)}`]),
    `- working directory: the project root, which contains ${code(plan.source.path)}; \`project_path\` in \`scripts/task.sh\` is the path to it`,
    `- resources per task: ${asked(resources)}`,
    ...others.map((each) => `- resources of other tasks: ${asked(each)}`),
  ];
}

function wordText(word: WordTemplate): string {
  const text = fill(word, unfilled);
  return /[{}]/.test(text) ? text : quote(text);
}

function containerLine({ environment: { container } }: Plan): readonly string[] {
  return container === null ? [] : [`- container: ${code(container.image)}, with ${container.runtime}`];
}

function resourcesOf(resources: Resources): readonly string[] {
  return Object.entries(resources).flatMap(([name, value]) => {
    if (value === null) return [];
    if (name === 'walltime' && typeof value === 'number') return [`${name} ${formatWalltime(value)}`];
    if (name === 'memory' && typeof value === 'number') return [`${name} ${formatMemory(value)}`];
    return [`${name} ${typeof value === 'number' ? value : code([value].flat().join(' '))}`];
  });
}

/** A list of thousands of values is only in `plan.json`. */
function shorten(items: readonly string[]): string {
  const shown = items.slice(0, 30).join(', ');
  return items.length <= 30 ? shown : `${shown} and ${items.length - 30} more`;
}

/** Text within a line of Markdown, unchanged as far as a line can contain it. */
function code(text: string): string {
  const line = text.length <= 300 ? text : `${text.slice(0, 300)}…`;
  return `\`${line.replace(/[\p{Cc}`]/gu, "'")}\``;
}
