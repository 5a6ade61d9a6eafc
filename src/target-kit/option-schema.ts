/**
 * JSON Schema for values of a type. It accepts nothing outside the type, so accepted values have the type without a cast. ajv's
 * `JSONSchemaType` is not used: it does not support `type: ['string', 'null']`, ignores defaults of optional members, and would add a
 * package to the published declarations.
 */
export type OptionSchema<T> = Choice<T> & Words<T>;

/** JSON Schema of `targets.NAME`: every option has one, and a default if the type requires a value. */
export type OptionsSchema<O extends object> = Section<O> & {
  readonly type: 'object';
  /** The name of the section in messages. */
  readonly title: string;
  /** Keys that belong elsewhere, with help that names the right place. */
  readonly 'x-elsewhere'?: Readonly<Record<string, string>>;
};

/** The schemas of the options alone, by name. Members that are optional in the type may be unknown to a schema, too. */
export type OptionSchemas<O extends object> = {
  readonly [K in keyof O]: OptionSchema<Exclude<O[K], undefined>> & DefaultOf<O[K]>;
};

interface Words<T> {
  readonly description?: string;
  readonly title?: string;
  /** What a value must be, for messages, if the type does not show it. */
  readonly 'x-expected'?: string;
  readonly default?: T;
}

/** Options missing from a file get their default, unless they are optional in the type. */
type DefaultOf<T> = undefined extends T ? unknown : { readonly default: T };

type Choice<T> =
  | { readonly const: T }
  | { readonly anyOf: readonly Choice<T>[] }
  | { readonly enum: readonly T[]; readonly type?: string | readonly string[] }
  | Typed<T>;

type Typed<T> = Bounds & { readonly type: NameOf<T> | readonly NameOf<T>[] } & ItemsOf<
    Extract<T, readonly unknown[]>
  > &
  MembersOf<Exclude<Extract<T, object>, readonly unknown[]>>;

interface Bounds {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
}

/** The names for `type` that match the type. A fixed set of texts uses `enum`. */
type NameOf<T> = T extends string
  ? string extends T
    ? 'string'
    : never
  : T extends number
    ? 'integer' | 'number'
    : T extends boolean
      ? 'boolean'
      : T extends null
        ? 'null'
        : T extends readonly unknown[]
          ? 'array'
          : 'object';

type ItemsOf<T extends readonly unknown[]> = [T] extends [never]
  ? unknown
  : { readonly items: OptionSchema<T[number]> };

type MembersOf<T extends object> = [T] extends [never]
  ? unknown
  : string extends keyof T
    ? { readonly additionalProperties: OptionSchema<T[keyof T]> }
    : Section<T>;

interface Section<T extends object> {
  readonly additionalProperties: false;
  readonly properties: OptionSchemas<T>;
}
