import { type Parsed, problemWith } from './text-problem.ts';

/** The things that are counted, as named in messages. */
export type CountSetting = 'CPUs' | 'GPUs' | 'nodes' | 'ranks';

/** Reads a number of things. GPUs may be 0, which removes a lower layer's value; everything else is at least 1. */
export function parseCount(setting: CountSetting, text: string): Parsed<number> {
  const lowest = setting === 'GPUs' ? 0 : 1;
  const count = /^(?:\+?\d+|0x[0-9a-f]+|0o[0-7]+)$/i.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(count)) return problemWith('count', text, 'not a whole number', undefined, setting);
  if (count < lowest) return problemWith('count', text, `must be at least ${lowest}`, undefined, setting);
  if (count > 1_000_000) return problemWith('count', text, 'must be at most 1000000', undefined, setting);
  return { value: count };
}
