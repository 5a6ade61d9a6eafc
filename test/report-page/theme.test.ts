import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { stateLooks } from '../../src/report-page/states.ts';

const sheet: string = readFileSync(
  fileURLToPath(new URL('../../src/report-page/styles/theme.css', import.meta.url)),
  'utf8',
);

/** A custom property's colour by theme. */
function colorOf(name: string): { readonly light: string; readonly dark: string } {
  const [, light = '', dark = ''] =
    new RegExp(`${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\);`).exec(sheet) ?? [];
  return { light, dark };
}

/** The contrast ratio of two colours by WCAG 2.2, from 1 to 21. */
function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const themes = ['light', 'dark'] as const;

test.each(themes)('text is readable on every background on which it occurs, in %s', (theme) => {
  const tooPale = ['--ink', '--soft', '--accent'].flatMap((text) =>
    ['--paper', '--raised', '--sunken', '--accent-faint'].filter(
      (ground) => !(contrast(colorOf(text)[theme], colorOf(ground)[theme]) >= 4.5),
    ),
  );
  expect(tooPale).toEqual([]);
});

test.each(themes)('every state is visible on the page, in %s', (theme) => {
  const names = [...stateLooks.map(({ color }) => color), '--mark', '--dot'];
  const tooPale = names.filter((name) => !(contrast(colorOf(name)[theme], colorOf('--paper')[theme]) >= 3));
  expect(tooPale).toEqual([]);
});

test.each(themes)('the scale of the metric goes from the page colour to the best, in %s', (theme) => {
  const ratios = ['worst', 'middle', 'best'].map((stop) =>
    contrast(colorOf(`--scale-${stop}`)[theme], colorOf('--paper')[theme]),
  );
  expect(ratios).toEqual(ratios.toSorted((a, b) => a - b));
});
