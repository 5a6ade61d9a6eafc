import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeValue, environmentName } from '../../src/argv/encode.ts';
import { parameterWords } from '../../src/argv/parameter-words.ts';
import type { Convention, WordPart } from '../../src/plan/command.ts';
import type { Value } from '../../src/plan/plan.ts';
import { asText } from '../plan/blocks.ts';
import { anyText, anyValue, jsonMeaningOf, readJson } from '../values.ts';

const hydra: Convention = { kind: 'hydra' };
const argparse: Convention = { kind: 'argparse', ...asText };
const env: Convention = { kind: 'env' };
const text = (content: string): WordPart => ({ kind: 'text', text: content });
const placeholder = (kind: 'name' | 'value' | 'task_dir'): WordPart => ({ kind: 'hole', hole: { kind } });

test('Hydra has its own encoding', () => {
  expect(encodeValue(hydra, { type: 'string', text: 'a b' })).toBe('"a b"');
  expect(encodeValue(hydra, { type: 'null', text: '~' })).toBe('null');
});

test.each([
  ['string', "it's $x"],
  ['integer', '010'],
  ['float', '1e-4'],
  ['boolean', 'True'],
  ['null', '~'],
  ['null', ''],
] as const)('elsewhere a %s is its text as written: %j', (type, written) => {
  for (const convention of [argparse, env])
    expect(encodeValue(convention, { type, text: written })).toBe(written);
});

test('lists and maps are JSON that keeps the digits as written', () => {
  const value: Value = {
    type: 'map',
    entries: [
      {
        key: 'a"b',
        value: {
          type: 'list',
          items: [
            { type: 'float', text: '0.10' },
            { type: 'null', text: '~' },
          ],
        },
      },
      { key: 'c', value: { type: 'integer', text: '12345678901234567890' } },
      { key: 'd', value: { type: 'boolean', text: 'TRUE' } },
    ],
  };
  expect(encodeValue(argparse, value)).toBe('{"a\\"b":[0.10,null],"c":12345678901234567890,"d":true}');
});

test('any nested value is read back from its JSON', () => {
  // Keys that look like integers are omitted, because JavaScript's objects reorder them.
  const keys = anyText.filter((key) => !/^\d+$/.test(key) && key !== '__proto__');
  fc.assert(
    fc.property(fc.array(anyValue(keys), { maxLength: 3 }), (items) => {
      const value: Value = { type: 'list', items };
      const json = encodeValue(argparse, value);
      fc.pre(!/Infinity|NaN/.test(json));
      expect(readJson(json)).toEqual(jsonMeaningOf(value));
    }),
    { numRuns: 2000 },
  );
});

test('each convention has its words', () => {
  expect(parameterWords(hydra, 'a.b')).toEqual([[text('a.b='), placeholder('value')]]);
  expect(parameterWords(argparse, 'a.b')).toEqual([[text('--a.b')], [placeholder('value')]]);
  expect(parameterWords(env, 'a.b')).toEqual([]);
});

test('a template takes the name, keeps its other placeholders, and joins its texts', () => {
  const words = [
    [text('--set='), placeholder('name'), text('='), placeholder('value')],
    [placeholder('task_dir'), text('/'), placeholder('name')],
    [placeholder('name'), placeholder('name')],
    [],
  ];
  expect(parameterWords({ kind: 'template', words, ...asText }, 'lr')).toEqual([
    [text('--set=lr='), placeholder('value')],
    [placeholder('task_dir'), text('/lr')],
    [text('lrlr')],
    [],
  ]);
});

test('a variable is the name with dots and dashes replaced', () => {
  expect(environmentName('model.lr-max_2')).toBe('model_lr_max_2');
});
