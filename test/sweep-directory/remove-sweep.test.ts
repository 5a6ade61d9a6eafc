import { lstatSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { leftovers, putBack, removeAside, setAside } from '../../src/sweep-directory/remove-sweep.ts';
import { temporaryProject } from '../project/temporary-project.ts';

test('a directory gets a hidden name, and its own name back', () => {
  const root = temporaryProject({ 'first/file': 'x', second: '' });
  const aside = setAside(root, 'first');
  expect(aside).toMatch(/\/\.hsm-removed-[0-9a-f]{16}$/);
  expect(leftovers(root)).toEqual([aside]);
  putBack(aside ?? '', root, 'first');
  expect(readdirSync(root).sort()).toEqual(['first', 'second']);
  removeAside(setAside(root, 'first') ?? '');
  expect(readdirSync(root)).toEqual(['second']);
});

test('a link is not set aside, and is not a leftover', () => {
  const root = temporaryProject({ 'outside/file': 'x', 'outputs/': '' });
  const outputs = join(root, 'outputs');
  symlinkSync(join(root, 'outside'), join(outputs, 'first'));
  symlinkSync(join(root, 'outside'), join(outputs, '.hsm-removed-1'));
  expect(setAside(outputs, 'first')).toBeNull();
  expect(lstatSync(join(outputs, 'first')).isSymbolicLink()).toBe(true);
  expect(leftovers(outputs)).toEqual([]);
  expect(readdirSync(join(root, 'outside'))).toEqual(['file']);
});
