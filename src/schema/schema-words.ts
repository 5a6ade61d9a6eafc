/** What diagnostics read of a schema: its JSON Schema keywords, and those of this project's own. */
export interface SchemaWords {
  readonly title?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly items?: { readonly type?: string | readonly string[] };
  /** What a list or mapping is made of, for "expected at least one …". */
  readonly 'x-item'?: string;
  /** Completes "… must …" where a value is out of its range: `be a multiple of 64`. */
  readonly 'x-expected'?: string;
  /** Keys that belong elsewhere, each with the help that says where. */
  readonly 'x-elsewhere'?: Readonly<Record<string, string>>;
  /** The key under which an unknown one with a list of values belongs, where it is no misspelt key. */
  readonly 'x-otherwise'?: string;
  /** What to write for a scalar where a mapping is expected, with `%` for the scalar. */
  readonly 'x-instead'?: string;
}

/** The types a schema allows, the preferred one first; null, which stands for "unset", only where it is alone. */
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

/** With its article: `the wandb section`, of which there is one, `a sweep block`, `an exclude item`. */
export function withArticle(noun: string): string {
  if (/ (?:section|file)$/.test(noun)) return `the ${noun}`;
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}
