import type { Resources } from '../plan/run-settings.ts';
import { readListPiece } from './list-resources.ts';
import { readOptionPiece } from './option-resources.ts';
import { type Piece, ResourceDraft } from './resource-draft.ts';
import type { TextProblem } from './text-problem.ts';

/** The resources of a resource string, and its problems. */
export interface ParsedResources {
  readonly resources: Partial<Resources>;
  readonly problems: readonly TextProblem[];
}

/**
 * Reads a resource string into typed resources: a list as for `-l` (`select=1:ncpus=4:mem=16gb`, `nodes=1:ppn=4`), or
 * options (`--cpus-per-task=4 --mem=16G --gres=gpu:a100:2`). Each scheduler then gets them in its own form. A part
 * without a typed form is a problem: if it were silently dropped, tasks would run without it.
 */
export function parseResourceString(text: string): ParsedResources {
  const draft = new ResourceDraft();
  const pieces: Piece[] = [...text.matchAll(/\S+/g)].map((match) => ({ text: match[0], start: match.index }));
  if (pieces.length === 0)
    draft.refuse({ text, start: 0 }, 'empty', 'write, for example, `select=1:ncpus=4:mem=16gb`');
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at];
    if (piece === undefined || piece.text === '-l') continue;
    if (!piece.text.startsWith('-')) readListPiece(draft, piece);
    else if (readOptionPiece(draft, piece, pieces[at + 1])) at += 1;
  }
  return { resources: draft.resources, problems: draft.problems };
}
