/** The parts of a schema that diagnostics read: JSON Schema keywords, and this project's own. */
export interface SchemaWords {
  readonly title?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly items?: { readonly type?: string | readonly string[] };
  /** The items of a list or mapping, for "expected at least one …". */
  readonly 'x-item'?: string;
  /** Completes "… must …" for a value out of range: `be a multiple of 64`. */
  readonly 'x-expected'?: string;
  /** Keys that belong elsewhere, each with help that names the right place. */
  readonly 'x-elsewhere'?: Readonly<Record<string, string>>;
  /** The key under which an unknown key with a list of values belongs, unless it is a misspelt key. */
  readonly 'x-otherwise'?: string;
  /** The help for a scalar if a mapping is expected, with `%` for the scalar. */
  readonly 'x-instead'?: string;
}

/**
 * The types that a schema allows, the preferred one first. Null means "unset" and is only included if it is the only
 * type.
 */
export function expectedTypes(type: string | readonly string[] | undefined): readonly string[] {
  const types = type === undefined ? [] : typeof type === 'string' ? [type] : type;
  const others = types.filter((name) => name !== 'null');
  return others.length === 0 ? types : others;
}

/** Types in words: `a string or a number`. */
export function typesInWords(types: readonly string[]): string {
  return orList(types.map((type) => WORDS[type] ?? type));
}

const WORDS: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: '`true` or `false`',
  integer: 'an integer',
  null: 'null',
  number: 'a number',
  object: 'a mapping',
  string: 'a string',
};

/** `a, b or c`. */
export function orList(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

/** With its article: `the wandb section`, which is unique, `a sweep block`, `an exclude item`. */
export function withArticle(noun: string): string {
  if (/ (?:section|file)$/.test(noun)) return `the ${noun}`;
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}
