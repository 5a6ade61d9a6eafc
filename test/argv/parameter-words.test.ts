import { expect, test } from 'vitest';
import { encodeValue } from '../../src/argv/encode.ts';
import { wordsWith } from '../../src/argv/parameter-words.ts';
import type { Convention, Passing, WordPart } from '../../src/plan/command.ts';
import type { Value } from '../../src/plan/plan.ts';
import { asText } from '../plan/blocks.ts';

const name: WordPart = { kind: 'hole', hole: { kind: 'name' } };
const value: WordPart = { kind: 'hole', hole: { kind: 'value' } };
const text = (of: string): WordPart => ({ kind: 'text', text: of });
const argparse = (passing: Partial<Passing>): Convention => ({ kind: 'argparse', ...asText, ...passing });
const joined = (passing: Partial<Passing>): Convention => {
  return { kind: 'template', words: [[text('-D'), name, text('='), value]], ...asText, ...passing };
};
const yes: Value = { type: 'boolean', text: 'True' };
const no: Value = { type: 'boolean', text: 'false' };
const list: Value = {
  type: 'list',
  items: [{ type: 'integer', text: '64' }, yes, { type: 'list', items: [no] }],
};
const empty: Value = { type: 'list', items: [] };

const words = (convention: Convention, of: Value): readonly string[] =>
  wordsWith(convention, 'a', of, (part) => [text(encodeValue(convention, part))]).map((word) =>
    word.map((part) => (part.kind === 'text' ? part.text : '?')).join(''),
  );

test.each<readonly [Convention, Value, readonly string[]]>([
  [argparse({}), yes, ['--a', 'True']],
  [argparse({ booleans: 'flag' }), yes, ['--a']],
  [argparse({ booleans: 'flag' }), no, []],
  [argparse({ booleans: 'no-flag' }), no, ['--no-a']],
  [joined({ booleans: 'no-flag' }), yes, ['-Da']],
  [joined({ booleans: 'no-flag' }), no, ['-Dno-a']],
  [argparse({}), list, ['--a', '[64,true,[false]]']],
  [argparse({ lists: 'words' }), list, ['--a', '64', 'True', '[false]']],
  [argparse({ lists: 'repeat' }), list, ['--a', '64', '--a', 'True', '--a', '[false]']],
  [joined({ lists: 'words' }), list, ['-Da=64', '-Da=True', '-Da=[false]']],
  [argparse({ lists: 'words' }), empty, ['--a']],
  [argparse({ lists: 'repeat' }), empty, []],
])('%j and %j', (convention, of, expected) => expect(words(convention, of)).toEqual(expected));
