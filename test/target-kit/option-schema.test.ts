import { expect, test } from 'vitest';
import { fillDefaults } from '../../src/schema/compile.ts';
import type { OptionSchemas, OptionsSchema } from '../../src/target-kit/option-schema.ts';

interface Options {
  readonly size: number | 'auto' | null;
  readonly kind: 'one' | 'two';
  readonly name: string | null;
  readonly words: readonly string[];
  readonly mail: { readonly user: string | null; readonly events: readonly ('end' | 'fail')[] } | null;
  readonly queues: Readonly<Record<string, { readonly cpus?: number | null }>> | null;
}

const schema: OptionsSchema<Options> = {
  title: 'targets.example section',
  type: 'object',
  additionalProperties: false,
  properties: {
    size: { anyOf: [{ type: 'integer', minimum: 1 }, { const: 'auto' }, { type: 'null' }], default: null },
    kind: { type: 'string', enum: ['one', 'two'], default: 'one' },
    name: { type: ['string', 'null'], default: null },
    words: { type: 'array', items: { type: 'string' }, default: [] },
    mail: {
      type: ['object', 'null'],
      additionalProperties: false,
      default: null,
      properties: {
        user: { type: ['string', 'null'], default: null },
        events: { type: 'array', items: { type: 'string', enum: ['end', 'fail'] }, default: ['end'] },
      },
    },
    queues: {
      type: ['object', 'null'],
      default: null,
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        properties: { cpus: { type: ['integer', 'null'] } },
      },
    },
  },
};

test('values that a schema has accepted are of the type', () => {
  const options: object = { mail: {} };
  expect(fillDefaults(options, schema)).toEqual([]);
  const expected: Options = {
    size: null,
    kind: 'one',
    name: null,
    words: [],
    mail: { user: null, events: ['end'] },
    queues: null,
  };
  expect(options).toEqual(expected);
});

test('a schema that accepts more than the type does not compile', () => {
  // The type checker tests this: an expected error that does not occur is an error.
  const refused: readonly object[] = [
    // @ts-expect-error: a null that the type does not have
    { size: { type: ['integer', 'null'], default: 1 } } satisfies OptionSchemas<{ size: number }>,
    // @ts-expect-error: no default
    { size: { type: 'integer' } } satisfies OptionSchemas<{ size: number }>,
    // @ts-expect-error: no schema of an option
    {} satisfies OptionSchemas<{ size: number }>,
    // @ts-expect-error: a default of another type
    { size: { type: 'integer', default: null } } satisfies OptionSchemas<{ size: number }>,
    // @ts-expect-error: any text, where the type has two
    { kind: { type: 'string', default: 'one' } } satisfies OptionSchemas<{ kind: 'one' | 'two' }>,
    // @ts-expect-error: a third text
    { kind: { enum: ['one', 'three'], default: 'one' } } satisfies OptionSchemas<{ kind: 'one' | 'two' }>,
    // @ts-expect-error: items of a type that the list does not have
    { all: { type: 'array', items: { type: 'integer' }, default: [] } } satisfies OptionSchemas<{
      all: string[];
    }>,
    // @ts-expect-error: items of any type
    { all: { type: 'array', default: [] } } satisfies OptionSchemas<{ all: string[] }>,
  ];
  expect(refused).toHaveLength(8);
});
