import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../../diagnostics/diagnostics.ts';
import { parseMemory } from '../../settings/memory.ts';
import type { Parsed } from '../../settings/text-problem.ts';
import { parseWalltime } from '../../settings/walltime.ts';
import type { Span } from '../../source/source.ts';
import type { Places } from '../target.ts';
import type { BatchDiagnostics } from './diagnostics.ts';
import type { Time } from './option-words.ts';

/** Reads the options of a target, each once, and reports invalid ones. Keys lead to an option below `targets.NAME`. */
export interface OptionReader {
  /** Seconds; null if not set. */
  time(keys: string | readonly string[], text: Time | null | undefined): number | null;
  /** Mebibytes; null if not set. */
  memory(keys: string | readonly string[], text: string | null | undefined): number | null;
  /** Text for the value of a directive: one word, without special characters of the scheduler. */
  word(keys: string | readonly string[], text: string | null, span?: Span): void;
  /** Two options that cannot be combined. */
  exclude(option: string, other: string, help: string): void;
  /** A request that the scheduler does not support. */
  unsupported(what: string, span: Span | undefined, help: string): void;
  /** The place of an option. */
  place(...keys: readonly string[]): Span | undefined;
  /** False after an invalid amount, because nothing can be calculated then. */
  readonly isSound: boolean;
}

export function optionReader(
  kinds: BatchDiagnostics,
  submitCommand: string,
  diagnostics: Diagnostics,
  places: Places,
): OptionReader {
  let isSound = true;
  const read = <T extends string | number>(
    keys: string | readonly string[],
    text: Time | null | undefined,
    what: string,
    parse: (text: string) => Parsed<T>,
  ): T | null => {
    if (text == null) return null;
    const path = [keys].flat();
    const parsed = parse(String(text));
    if (parsed.problem === undefined) return parsed.value;
    isSound = false;
    const { label, help } = parsed.problem;
    const primary = labelled(places.option(...path), label);
    diagnostics.add(diagnose(kinds.unreadableAmount, { option: path.at(-1) ?? '', what }, { primary, help }));
    return null;
  };
  return {
    time: (keys, text) => read(keys, text, 'a valid duration', parseWalltime),
    memory: (keys, text) => read(keys, text, 'a valid amount of memory', parseMemory),
    word(keys, text, span) {
      if (text === null || /^[^\s\p{C}"'\\#-][^\s\p{C}"'\\#]*$/u.test(text)) return;
      const path = [keys].flat();
      const label = 'contains whitespace, quotes, `#` or `\\`, or starts with `-`';
      const primary = labelled(span ?? places.option(...path), label);
      const help = `write it as on the command line of ${submitCommand}, without quotes`;
      diagnostics.add(diagnose(kinds.unsafeText, { option: path.join('.') }, { primary, help }));
    },
    exclude(option, other, help) {
      const primary = labelled(places.option(option), 'this one');
      const second = labelled(places.option(other), 'and this one');
      const secondary = second === undefined ? [] : [second];
      diagnostics.add(diagnose(kinds.optionsExclude, { option, other }, { primary, secondary, help }));
    },
    unsupported(what, span, help) {
      diagnostics.add(
        diagnose(kinds.unsupported, { what }, { primary: labelled(span, 'not supported'), help }),
      );
    },
    place: (...keys) => places.option(...keys),
    get isSound() {
      return isSound;
    },
  };
}

/** A label if the place is known. */
export function labelled(
  span: Span | undefined,
  text: string,
): { readonly span: Span; readonly text: string } | undefined {
  return span === undefined ? undefined : { span, text };
}
