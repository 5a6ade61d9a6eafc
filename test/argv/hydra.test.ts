import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeHydra, hydraCannotCarry, isHydraKey } from '../../src/argv/hydra.ts';
import type { Value } from '../../src/plan/plan.ts';
import { anyText, anyValue, hardTexts, meaningOf } from '../values.ts';
import { parseOverride } from './reference-parser.ts';

const string = (text: string): Value => ({ type: 'string', text });
const read = (value: Value) => parseOverride(`k=${encodeHydra(value)}`).value;
const mapOf = (key: string): Value => ({ type: 'map', entries: [{ key, value: string('v') }] });

test('strings are quoted, and only the necessary characters are escaped', () => {
  expect(encodeHydra(string('adam'))).toBe('"adam"');
  expect(encodeHydra(string('a\\b'))).toBe('"a\\b"');
  expect(encodeHydra(string('say "hi"'))).toBe('"say \\"hi\\""');
  expect(encodeHydra(string('end\\'))).toBe('"end\\\\"');
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text is the case
  expect(encodeHydra(string('${x}'))).toBe('"\\${x}"');
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text is the case
  expect(encodeHydra(string('\\${x}'))).toBe('"\\\\\\${x}"');
});

test.each(hardTexts)('%j reaches the program', (text) => {
  expect(read(string(text))).toBe(text);
});

test.each([
  ['integer', '010', '10'],
  ['integer', '-007', '-7'],
  ['integer', '+5', '5'],
  ['integer', '0x1F', '31'],
  ['integer', '0o17', '15'],
  ['integer', '9007199254740993', '9007199254740993'],
  ['float', '1e-4', '1e-4'],
  ['float', '0.10', '0.10'],
  ['float', '.inf', 'inf'],
  ['float', '-.Inf', '-inf'],
  ['float', '.NaN', 'nan'],
  ['boolean', 'TRUE', 'true'],
  ['null', '~', 'null'],
  ['null', '', 'null'],
] as const)('the %s %s is %s to Hydra', (type, text, hydra) => {
  expect(encodeHydra({ type, text })).toBe(hydra);
  expect(read({ type, text })).toEqual(meaningOf({ type, text }));
});

test('lists and maps nest, and keys are escaped', () => {
  const value: Value = {
    type: 'list',
    items: [{ type: 'integer', text: '1' }, mapOf('a b:c'), mapOf('d.e')],
  };
  expect(encodeHydra(value)).toBe('[1,{a\\ b\\:c:"v"},{d.e:"v"}]');
  expect(encodeHydra({ type: 'list', items: [] })).toBe('[]');
  expect(encodeHydra({ type: 'map', entries: [] })).toBe('{}');
});

const keys = fc.oneof(
  anyText,
  fc.string({ unit: fc.constantFrom(...'ab1.0_-+e \t/\\$%*@?|()[]{}:=,'), maxLength: 6 }),
  fc.constantFrom('1', 'null', 'True', 'inf', '-nan', '1_0', '1.', '.5e3', '010', 'a', '${', '\\', 'x y'),
);

test('everything that Hydra can represent is read back unchanged', () => {
  fc.assert(
    fc.property(anyValue(keys), (value) => {
      fc.pre(hydraCannotCarry(value) === null);
      expect(read(value)).toEqual(meaningOf(value));
    }),
    { numRuns: 4000 },
  );
});

test('a map key is refused exactly if Hydra would not read it back', () => {
  fc.assert(
    fc.property(keys, (key) => {
      const value = mapOf(key);
      let isRead = false;
      try {
        isRead = (read(value) as ReadonlyMap<string, unknown>).has(key);
      } catch {}
      expect(hydraCannotCarry(value) === null).toBe(isRead);
    }),
    { numRuns: 4000 },
  );
});

test('a value that cannot be passed is named, at any depth', () => {
  expect(hydraCannotCarry(string('???'))).toBe('reads the string "???" as a missing value');
  expect(hydraCannotCarry({ type: 'list', items: [string('a'), string('???')] })).toContain('missing');
  expect(hydraCannotCarry(mapOf(''))).toBe('does not support empty map keys');
  expect(hydraCannotCarry(mapOf('é'))).toBe('does not support "é" in the map key "é"');
  expect(hydraCannotCarry(mapOf('1e3'))).toBe('reads the map key "1e3" as a number');
  expect(hydraCannotCarry(mapOf('TRUE'))).toBe('reads the map key "TRUE" as a boolean');
  expect(hydraCannotCarry(mapOf('null'))).toBe('reads the map key "null" as null');
  expect(hydraCannotCarry(string('????'))).toBeNull();
});

test.each([
  'a',
  'a.b',
  '$a',
  'a-b.c_d',
  'a.0.b',
  '+a',
  '++a.b',
  '~a',
  'db/sql',
  'db@x.y',
  '+db/sql@_global_',
])('%s is a key', (name) => expect(isHydraKey(name)).toBe(true));

test.each([
  '',
  'a b',
  '1',
  '1a',
  'a.',
  '.a',
  'a..b',
  'a.01',
  '+++a',
  'a=b',
  'é',
  'a/',
  'a.b/c',
  '-a',
  'a@',
  '"a"',
])('%j is not a key', (name) => expect(isHydraKey(name)).toBe(false));
