import { expect, test } from 'vitest';
import { check, codes, only } from './harness.ts';

const sweep = 'args: argparse\nsweep: [{grid: {lr: [1], seed: [1, 2]}}, {grid: {lr: [2]}}]\n';

test('a text, or a mapping with links', () => {
  expect(check(`name: "{lr}"\n${sweep}`).sweep?.name).toMatchObject({ links: false });
  expect(check(`name: {text: "{lr}", links: true}\n${sweep}`).sweep?.name).toMatchObject({ links: true });
  expect(check(sweep).sweep?.name).toBe(null);
});

test('its placeholders are parameters that all tasks have, the number and the sweep', () => {
  expect(codes(`name: "{lr}-{task_id}-{sweep_id}-{{x}}"\n${sweep}`)).toEqual([]);
  expect(codes(`name: "{lr}-{seed}"\n${sweep}`)).toEqual(['HSM339 1:7 3:42']);
  expect(codes(`name: "{lr}-{task_dir}"\n${sweep}`)).toEqual(['HSM337 1:13']);
  expect(only(`name: "{sede}"\n${sweep}`).help).toBe('did you mean `{seed}`?');
});
