import type { Resources } from '../plan/run-settings.ts';
import { type CountSetting, parseCount } from './count.ts';
import { parseMemory } from './memory.ts';
import { type NameSetting, parseName } from './name.ts';
import type { ScalarResource } from './read-resources.ts';
import { type Parsed, shifted, type TextProblem } from './text-problem.ts';
import { parseWalltime } from './walltime.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A word of a resource string and its offset in it. */
export interface Piece {
  readonly text: string;
  readonly start: number;
}

/** Collects the resources of a resource string; both forms of the string write into it. */
export class ResourceDraft {
  readonly resources: Writable<Partial<Resources>> = {};
  readonly problems: TextProblem[] = [];

  walltime(piece: Piece, value: Piece): void {
    this.#take('walltime', piece, value, parseWalltime(value.text));
  }

  memory(piece: Piece, value: Piece): void {
    this.#take('memory', piece, value, parseMemory(value.text));
  }

  count(key: 'cpus' | 'gpus' | 'nodes' | 'ranks', setting: CountSetting, piece: Piece, value: Piece): void {
    this.#take(key, piece, value, parseCount(setting, value.text));
  }

  name(
    key: 'partition' | 'qos' | 'account' | 'gpu_type',
    setting: NameSetting,
    piece: Piece,
    value: Piece,
  ): void {
    this.#take(key, piece, value, parseName(setting, value.text));
  }

  /** Reports a piece without a typed resource or without a meaning. */
  refuse(piece: Piece, label: string, help?: string): void {
    this.problems.push({ kind: 'resource', text: piece.text, start: piece.start, setting: '', label, help });
  }

  #take<K extends ScalarResource>(
    key: K,
    piece: Piece,
    value: Piece,
    parsed: Parsed<NonNullable<Resources[K]>>,
  ): void {
    if (parsed.problem !== undefined) {
      this.problems.push(shifted(parsed.problem, value.start));
    } else if (this.resources[key] !== undefined) {
      this.refuse(piece, `a second \`${key}\``, 'write each resource once');
    } else {
      this.resources[key] = parsed.value as Writable<Partial<Resources>>[K];
    }
  }
}

/** The parts of a piece between separators, each with its offset in the whole string. */
export function splitPiece(piece: Piece, separator: string): readonly Piece[] {
  let start = piece.start;
  return piece.text.split(separator).map((text) => {
    const part = { text, start };
    start += text.length + separator.length;
    return part;
  });
}

/** The two sides of the first separator; `value` is null without a separator. */
export function cutPiece(
  piece: Piece,
  separator: string,
): { readonly key: string; readonly value: Piece | null } {
  const at = piece.text.indexOf(separator);
  if (at === -1) return { key: piece.text, value: null };
  const start = at + separator.length;
  return {
    key: piece.text.slice(0, at),
    value: { text: piece.text.slice(start), start: piece.start + start },
  };
}
