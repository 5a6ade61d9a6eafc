import { encodeDefault } from '../argv/encode.ts';
import { hasOwnWords } from '../argv/parameter-words.ts';
import { pathWord } from '../argv/path-word.ts';
import type { Placeholder, WordTemplate } from '../plan/command.ts';
import { parseText } from '../plan/parse-template.ts';
import type { Plan, Value } from '../plan/plan.ts';

/** The environment variables that must be set for a task to start, each once, in order of use. */
export function requiredVariables(plan: Plan): readonly string[] {
  const { command, convention, defaults, environment, wandb } = plan;
  const texts = wandb === null ? [] : [wandb.group, wandb.project, wandb.entity, ...wandb.tags];
  const names = requiredIn([
    ...command.launcher,
    ...command.container,
    ...command.words,
    ...(convention.kind === 'template' ? convention.words : []),
    ...defaults.map(({ value }) => encodeDefault(convention, value)),
    ...texts.map((text) => parseText(text ?? '').template),
    pathWord(environment.venv ?? ''),
  ]);
  // A variable may use the variables that are set before it.
  const set = new Set<string>();
  for (const { name, value } of environment.variables) {
    names.push(...requiredIn([parseText(value).template]).filter((each) => !set.has(each)));
    set.add(name);
  }
  return [...new Set(names)];
}

/** Placeholders inside the quotes of Hydra or JSON: the sweep's directory, and variables. */
export function quotedPlaceholders({ convention, defaults, space }: Plan): {
  readonly directory: boolean;
  readonly variables: readonly string[];
} {
  const isQuoted = ({ type }: Value): boolean =>
    convention.kind === 'hydra' || type === 'list' || type === 'map';
  const placeholders = defaults
    .flatMap(({ value }) => (value.type === 'list' && hasOwnWords(convention, value) ? value.items : [value]))
    .filter(isQuoted)
    .flatMap((value) => placeholdersIn(encodeDefault(convention, value)));
  if (convention.kind === 'hydra') {
    const derived = space.blocks.flatMap((block) => block.derived ?? []);
    for (const each of derived) if ('template' in each) placeholders.push(...placeholdersIn(each.template));
  }
  return {
    directory: placeholders.some(({ kind }) => kind === 'task_dir' || kind === 'sweep_id'),
    variables: [
      ...new Set(
        placeholders.flatMap((placeholder) => (placeholder.kind === 'env' ? [placeholder.name] : [])),
      ),
    ],
  };
}

function requiredIn(templates: readonly WordTemplate[]): string[] {
  const placeholders = templates.flatMap(placeholdersIn);
  return placeholders.flatMap((placeholder) =>
    placeholder.kind === 'env' && placeholder.fallback === null ? [placeholder.name] : [],
  );
}

function placeholdersIn(template: WordTemplate): readonly Placeholder[] {
  return template.flatMap((part) => (part.kind === 'hole' ? [part.hole] : []));
}
