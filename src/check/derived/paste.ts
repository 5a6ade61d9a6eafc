import { encodeDefault } from '../../argv/encode.ts';
import { fillParameters } from '../../argv/placed.ts';
import type { WordPart, WordTemplate } from '../../plan/command.ts';
import { toValue } from '../../syntax/plain.ts';
import type { DraftAssignment } from '../draft.ts';
import type { Named } from './block-scope.ts';

/** A derived text in the cells of a block; `parts` are the meanings of its placeholders. */
export function pastedNamed(template: WordTemplate, parts: ReadonlyMap<string, Named>): Named {
  const all = [...parts.values()];
  const text = (rows: readonly number[]): string | null => {
    let joined = '';
    for (const part of template) {
      const piece = textOfPart(part, parts, rows);
      if (piece === null) return null;
      joined += piece;
    }
    return joined;
  };
  return {
    axes: [...new Set(all.flatMap(({ axes }) => axes))].sort((a, b) => a - b),
    type: 'string',
    isHeld:
      all.some(({ isHeld }) => isHeld) ||
      template.some((part) => part.kind === 'hole' && part.hole.kind !== 'parameter'),
    given: (rows) => {
      const value = text(rows);
      return value === null ? null : { value };
    },
    text,
    texts: null,
  };
}

/** Values that only the running task knows have no text here. */
function textOfPart(
  part: WordPart,
  parts: ReadonlyMap<string, Named>,
  rows: readonly number[],
): string | null {
  if (part.kind === 'text') return part.text;
  return part.hole.kind === 'parameter' ? (parts.get(part.hole.name)?.text(rows) ?? null) : '';
}

/** Text that is escaped inside Hydra's quotes, or would be because of its neighbours. */
const ESCAPED = /["\\$]/;

/**
 * Whether bash can assemble a text: every row has a value for its placeholders, and if the whole is quoted nothing in it needs an
 * escape. Values that only the running task knows are checked when it runs.
 */
export function canBePasted(template: WordTemplate, parts: readonly Named[], isQuoted: boolean): boolean {
  if (parts.length === 0) return true;
  if (isQuoted && template.some((part) => part.kind === 'text' && ESCAPED.test(part.text))) return false;
  return parts.every(
    ({ texts }) =>
      texts?.every((text) => text !== null && !(isQuoted && (text === '' || ESCAPED.test(text)))) ?? true,
  );
}

/** A template with the texts of defaults in place of their names. */
export function withDefaults(template: WordTemplate, defaults: readonly DraftAssignment[]): WordTemplate {
  return fillParameters(template, (name) => {
    const known = defaults.find((each) => each.name === name);
    return known === undefined ? null : encodeDefault({ kind: 'argparse' }, toValue(known.value));
  });
}
