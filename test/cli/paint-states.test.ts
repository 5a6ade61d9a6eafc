import { expect, test } from 'vitest';
import { wantsColor } from '../../src/cli/color.ts';
import { paintStates } from '../../src/cli/paint-states.ts';
import { createPalette } from '../../src/diagnostics/palette.ts';

test('states are coloured by their meaning, and texts of the sweep are not', () => {
  const paint = paintStates(true);
  expect(paint('  3 completed   1 running   0 pending   2 failed')).toBe(
    '  \u001b[32m3 completed\u001b[39m   \u001b[36m1 running\u001b[39m   0 pending   \u001b[31m2 failed\u001b[39m',
  );
  expect(paint('  7     lost  1  node1  -  a=failed')).toBe(
    '  7   \u001b[31m  lost\u001b[39m  1  node1  -  a=failed',
  );
  expect(paint('0 failed, lost=3')).toBe('0 failed, lost=3');
  expect(paintStates(false)('2 failed')).toBe('2 failed');
});

test('no colour that disappears on a light or a dark background', () => {
  const painted = Object.values(createPalette(true)).map((paint: (text: string) => string) => paint('x'));
  // Black, yellow, blue, white, and the bright ones.
  expect(painted.join('')).not.toMatch(/\u001b\[(?:30|33|34|37|2|9\d)m/);
  const plain = Object.values(createPalette(false)).map((paint: (text: string) => string) => paint('x'));
  expect(new Set(plain)).toEqual(new Set(['x']));
});

test('NO_COLOR counts if it is not empty, and FORCE_COLOR takes precedence', () => {
  // A pipe, whatever the environment.
  expect(wantsColor({ CI: 'true' }, undefined)).toBe(false);
  expect(wantsColor({ NO_COLOR: '1' }, true)).toBe(false);
  expect(wantsColor({ NO_COLOR: '' }, true)).toBe(true);
  expect(wantsColor({ NO_COLOR: '1', FORCE_COLOR: '1' }, false)).toBe(true);
});
