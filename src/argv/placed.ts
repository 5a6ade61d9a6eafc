import type { Command, WordTemplate } from '../plan/plan.ts';

/** The parameters that stand in the words of the command, which no convention passes again. */
export function placedParameters({ words }: Pick<Command, 'words'>): ReadonlySet<string> {
  return new Set(words.flatMap(parameterHoles));
}

/** The parameters that a template has holes for. */
export function parameterHoles(template: WordTemplate): readonly string[] {
  return template.flatMap((part) =>
    part.kind === 'hole' && part.hole.kind === 'parameter' ? [part.hole.name] : [],
  );
}

/** A template whose holes for parameters are filled; those for which there is nothing stay. */
export function fillParameters(
  template: WordTemplate,
  textOf: (name: string) => WordTemplate | null,
): WordTemplate {
  return template.flatMap((part) =>
    part.kind === 'hole' && part.hole.kind === 'parameter' ? (textOf(part.hole.name) ?? [part]) : [part],
  );
}
