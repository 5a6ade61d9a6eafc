import type { Command, WordTemplate } from '../plan/command.ts';

/** The parameters that are placeholders in the command; the convention does not pass them again. */
export function placedParameters({ words }: Pick<Command, 'words'>): ReadonlySet<string> {
  return new Set(words.flatMap(parameterPlaceholders));
}

/** The parameters that a template has placeholders for. */
export function parameterPlaceholders(template: WordTemplate): readonly string[] {
  return template.flatMap((part) =>
    part.kind === 'hole' && part.hole.kind === 'parameter' ? [part.hole.name] : [],
  );
}

/** A template with its parameter placeholders replaced; those without a value stay. */
export function fillParameters(
  template: WordTemplate,
  textOf: (name: string) => WordTemplate | null,
): WordTemplate {
  return template.flatMap((part) =>
    part.kind === 'hole' && part.hole.kind === 'parameter' ? (textOf(part.hole.name) ?? [part]) : [part],
  );
}
