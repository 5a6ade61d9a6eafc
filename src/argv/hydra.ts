import { plainNumber } from '../plan/number-text.ts';
import type { MapEntry, Value } from '../plan/plan.ts';

/**
 * The right-hand side of a Hydra override that Hydra 1.3's grammar reads back as this value, with its type. Strings are always quoted,
 * because unquoted text can change type (`1_000`), start a sweep (`a,b`), call a function (`glob(*)`) or fail; numbers keep their
 * digits.
 */
export function encodeHydra(value: Value): string {
  switch (value.type) {
    case 'string':
      return quoteString(value.text);
    case 'list':
      return `[${value.items.map(encodeHydra).join(',')}]`;
    case 'map':
      return `{${value.entries.map(encodeEntry).join(',')}}`;
    case 'boolean':
      return value.text.toLowerCase();
    case 'null':
      return 'null';
    default:
      return plainNumber(value.text);
  }
}

/**
 * Why a value cannot be passed to Hydra, as a clause (`reads "???" as a missing value`), or null if it can.
 */
export function hydraCannotCarry(value: Value): string | null {
  switch (value.type) {
    case 'string':
      return value.text === '???' ? 'reads the string "???" as a missing value' : null;
    case 'list':
      return firstOf(value.items, hydraCannotCarry);
    case 'map':
      return firstOf(value.entries, (entry) => keyProblem(entry.key) ?? hydraCannotCarry(entry.value));
    default:
      return null;
  }
}

const NAME = String.raw`[A-Za-z_$][\w$-]*`;
const PART = `(?:${NAME}|0|[1-9][0-9]*)`;
const PACKAGE = String.raw`(?:${NAME}|${PART}(?:\.${PART})+)`;
const GROUP = String.raw`[A-Za-z_][\w-]*(?:/[A-Za-z_][\w-]*)+`;
const KEY = new RegExp(String.raw`^(?:\+\+?|~)?(?:${PACKAGE}|${GROUP})(?:@${PACKAGE})?$`);

/** Whether a parameter's name can be the left-hand side of a Hydra override: `a.b`, `+a`, `db/sql@b.c`. */
export function isHydraKey(name: string): boolean {
  return KEY.test(name);
}

/**
 * OmegaConf resolves `${` in every string, so it is escaped first; then comes Hydra's quoting, which doubles a backslash only before
 * a quote.
 */
function quoteString(text: string): string {
  const escaped = text.replace(/(\\*)\$\{/g, (_, slashes: string) => `${slashes}${slashes}\\\${`);
  const quoted = escaped.replace(/(\\*)"/g, String.raw`$1$1\"`).replace(/\\+$/, '$&$&');
  return `"${quoted}"`;
}

function encodeEntry({ key, value }: MapEntry): string {
  return `${key.replace(/[\\()[\]{}:=, \t]/g, String.raw`\$&`)}:${encodeHydra(value)}`;
}

const INT = String.raw`(?:0|[1-9](?:_?\d)*)`;
const POINT_FLOAT = String.raw`(?:${INT}\.|${INT}?\.\d(?:_?\d)*)`;
const EXPONENT = String.raw`e[+-]?\d(?:_?\d)*`;
/** Hydra's INT and FLOAT tokens. */
const NUMBER = new RegExp(
  `^[+-]?(?:${INT}|${POINT_FLOAT}|(?:${INT}|${POINT_FLOAT})${EXPONENT}|inf|nan)$`,
  'i',
);

/** Hydra's grammar does not allow quoted map keys, so some keys cannot be written at all. */
function keyProblem(key: string): string | null {
  const shown = JSON.stringify(key);
  if (key === '') return 'does not support empty map keys';
  const foreign = /[^A-Za-z0-9_\-/\\+.$%*@?|()[\]{}:=, \t]/u.exec(key);
  if (foreign !== null) return `does not support ${JSON.stringify(foreign[0])} in the map key ${shown}`;
  if (NUMBER.test(key)) return `reads the map key ${shown} as a number`;
  if (/^(?:true|false)$/i.test(key)) return `reads the map key ${shown} as a boolean`;
  if (/^null$/i.test(key)) return `reads the map key ${shown} as null`;
  return null;
}

function firstOf<T>(items: readonly T[], problem: (item: T) => string | null): string | null {
  for (const item of items) {
    const found = problem(item);
    if (found !== null) return found;
  }
  return null;
}
