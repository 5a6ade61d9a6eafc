import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostics.ts';
import { positionAt } from '../../src/source/source.ts';
import type { SyntaxNode } from '../../src/syntax/node.ts';
import { parseYaml } from '../../src/syntax/parse.ts';
import { originOf, toPlain, toValue } from '../../src/syntax/plain.ts';

/** The root of a text that must be valid. */
function parsed(text: string): SyntaxNode {
  const diagnostics = new Diagnostics();
  const root = parseYaml({ path: 'a.yaml', text }, diagnostics);
  expect(diagnostics.sorted()).toEqual([]);
  if (root === null) throw new Error('no root');
  return root;
}

/** Each error as `CODE line:column underlined`, then what the secondary labels underline. */
function errors(text: string): readonly string[] {
  const diagnostics = new Diagnostics();
  expect(parseYaml({ path: 'a.yaml', text }, diagnostics)).toBeNull();
  return diagnostics.sorted().map(({ code, primary, secondary }) => {
    const span = primary?.span ?? { source: { path: '', text }, start: 0, end: 0 };
    const { line, column } = positionAt(span.source, span.start);
    const others = secondary.map((label) => ` + ${text.slice(label.span.start, label.span.end)}`);
    return `${code} ${line}:${column} ${text.slice(span.start, span.end)}${others.join('')}`;
  });
}

function only(text: string): SyntaxNode {
  const root = parsed(`a: ${text}\n`);
  if (root.kind !== 'mapping' || root.entries[0] === undefined) throw new Error('no entry');
  return root.entries[0].value;
}

test.each([
  ['1e-3', 'float', '1e-3'],
  ['0.10', 'float', '0.10'],
  ['.5', 'float', '.5'],
  ['1.', 'float', '1.'],
  ['-.inf', 'float', '-.inf'],
  ['.nan', 'float', '.nan'],
  ['010', 'integer', '010'],
  ['0o17', 'integer', '0o17'],
  ['0x1F', 'integer', '0x1F'],
  ['123456789012345678901234567890', 'integer', '123456789012345678901234567890'],
  ['+5', 'integer', '+5'],
  ['1_000', 'string', '1_000'],
  ['0b1', 'string', '0b1'],
  ['1:30', 'string', '1:30'],
  ['yes', 'string', 'yes'],
  ['TRUE', 'boolean', 'TRUE'],
  ['tRUE', 'string', 'tRUE'],
  ['~', 'null', '~'],
  ['', 'null', 'null'],
  ['"010"', 'string', '010'],
  ["''", 'string', ''],
  ['"a\\tb\\0"', 'string', 'a\tb\0'],
  ['|\n  x\n  y', 'string', 'x\ny\n'],
  ['!!str 5', 'string', '5'],
  ['! 5', 'string', '5'],
  ['!!str', 'string', ''],
  ['!!int "5"', 'integer', '5'],
  ['!!float 1', 'float', '1'],
  ['!!bool "true"', 'boolean', 'true'],
  ['!!null ""', 'null', ''],
])('%j is a scalar of type %s with the text %j', (text, type, content) => {
  expect(only(text)).toMatchObject({ kind: 'scalar', type, text: content });
});

test('spans are the written text, without white space and comments after it', () => {
  const text = 'a:  # first\n  b: [1, 2]  # second\n  c: |\n    x\n\n# third\nd: "é"\n';
  const root = parsed(text);
  const spans: string[] = [];
  const collect = (node: SyntaxNode): void => {
    spans.push(text.slice(node.span.start, node.span.end));
    if (node.kind === 'sequence') node.items.forEach(collect);
    if (node.kind === 'mapping') for (const { value } of node.entries) collect(value);
  };
  collect(root);
  expect(spans.slice(1)).toEqual([
    'b: [1, 2]  # second\n  c: |\n    x',
    '[1, 2]',
    '1',
    '2',
    '|\n    x',
    '"é"',
  ]);
  expect(spans[0]).toBe(text.trimEnd());
});

test('an alias stands for its anchor, the last one seen', () => {
  expect(toPlain(parsed('a: &x [1]\nb: *x\nc: &x 2\nd: *x\n*x : e\n'))).toEqual({
    a: [1],
    b: [1],
    c: 2,
    d: 2,
    2: 'e',
  });
});

test('merge keys: written keys win, then the first of the list, at the position of the merge key', () => {
  const root = parsed('- &a {x: 1, y: 1}\n- &b {y: 2, z: 2}\n- {k: 0, <<: [*a, *b], x: 3}\n');
  const merged = root.kind === 'sequence' ? root.items[2] : undefined;
  const entries = merged?.kind === 'mapping' ? merged.entries : [];
  expect(entries.map(({ key, value }) => [key.text, toPlain(value)])).toEqual([
    ['k', 0],
    ['y', 1],
    ['z', 2],
    ['x', 3],
  ]);
  expect(toPlain(parsed('"<<": 1\n'))).toEqual({ '<<': 1 });
});

test('plain data keeps every key as a key', () => {
  const plain = toPlain(parsed('__proto__: 1\nconstructor: 2\nn: -.inf\no: 0o17\n')) as object;
  expect(Object.entries(plain)).toEqual([
    ['__proto__', 1],
    ['constructor', 2],
    ['n', Number.NEGATIVE_INFINITY],
    ['o', 15],
  ]);
});

test('values keep type and text, and origins keep the place', () => {
  const node = only('{k: [1e-3, "x"]}');
  const items = [
    { type: 'float', text: '1e-3' },
    { type: 'string', text: 'x' },
  ];
  expect(toValue(node)).toEqual({ type: 'map', entries: [{ key: 'k', value: { type: 'list', items } }] });
  expect(originOf(node.span)).toEqual({ line: 1, column: 4 });
});

test.each([
  ['a: 1\nb: 2\n"a": 3\n', ['HSM107 3:1 "a" + a']],
  ['a: *nope\nb: [*no]\n', ['HSM108 1:4 *nope', 'HSM108 2:5 *no']],
  ['a: &x [*x]\n', ['HSM109 1:8 *x']],
  ['a: {<<: 1}\nb: {<<: [{}, 2]}\n', ['HSM111 1:9 1', 'HSM111 2:14 2']],
  ['a: &x {}\nb: {<<: *x, <<: *x}\n', ['HSM107 2:13 << + <<']],
  ['a: !foo 1\nb: !!binary aa\n', ['HSM112 1:4 !foo', 'HSM112 2:4 !!binary']],
  ['a: !!int x\nb: !!seq {}\nc: !!map 1\n', ['HSM113 1:10 x', 'HSM113 2:10 {}', 'HSM113 3:10 1']],
  ['? {a: 1}\n: 1\n', ['HSM114 1:3 {a: 1}']],
  ['a: 1\n---\nb: 1\n', ['HSM105 2:1 ---']],
  ['', ['HSM104 1:1 ']],
  ['# nothing\n', ['HSM104 1:1 ']],
  ['---\n', ['HSM104 1:1 ']],
  ['a: \0\nb: \0 \x07\n', ['HSM103 1:4 \0', 'HSM103 2:6 \x07']],
  ['a: "\\ud800"\n', ['HSM103 1:4 "\\ud800"']],
  ['%YAML 1.1\n---\na: 1\n', ['HSM106 1:1 %YAML 1.1']],
  ['a: [1, 2\nb: 3\n', ['HSM106 1:4 [ + ']],
  ["a: 'x\nb: 1\n", ["HSM106 1:4 ' + "]],
  ['a: @x\nb: "\\q"\nc: [1]]\n', ['HSM106 1:4 @', 'HSM106 2:5 \\', 'HSM106 3:7 ]']],
  ['a:\n\tb: 1\n', ['HSM106 2:1 \t']],
])('%j is refused', (text, expected) => {
  expect(errors(text)).toEqual(expected);
});

test('aliases may expand to 100,000 values in total, and are refused once beyond that', () => {
  const lines = ['a: &a [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]'];
  for (const [index, name] of [...'bcdefghij'].entries()) {
    const below = 'abcdefghi'[index];
    lines.push(`${name}: &${name} [${Array(10).fill(`*${below}`).join(', ')}]`);
  }
  expect(errors(lines.join('\n')).map((error) => error.slice(0, 6))).toEqual(['HSM110']);
  expect(toPlain(parsed(lines.slice(0, 3).join('\n')))).toHaveProperty('c');
});

test.each([101, 100_000])('%i levels of nesting are refused without a stack overflow', (depth) => {
  const codes = errors(`a: ${'['.repeat(depth)}1${']'.repeat(depth)}\n`).map((error) => error.slice(0, 6));
  expect(codes).toEqual([depth === 101 ? 'HSM115' : 'HSM106']);
});

test('a file has a maximum number of keys and values, and is refused at the place where it exceeds that', () => {
  const diagnostics = new Diagnostics();
  expect(parseYaml({ path: 'sweep.yaml', text: 'a: [1, "2"]\n' }, diagnostics, 3)).not.toBeNull();
  expect(parseYaml({ path: 'sweep.yaml', text: 'a: [1, "2"]\nb: 3\n' }, diagnostics, 3)).toBeNull();
  const [found] = diagnostics.sorted();
  expect(found?.code).toBe('HSM117');
  expect(found?.message).toContain('more than 3');
  expect(found?.primary?.span.start).toBe(12);
});

test.each([`${'"'.repeat(200_000)}`, '@ '.repeat(100_000), `${'a: b: '.repeat(50_000)}`])(
  'a long file that is no YAML is read as far as its errors are of use',
  (text) => {
    const found = errors(text);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(300);
  },
);
