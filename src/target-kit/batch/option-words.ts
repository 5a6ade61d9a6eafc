import type { OptionSchema } from '../option-schema.ts';

/** A duration as written. */
export type Time = string | number;

/** An option that is null if it is not set. */
export type Optional<T> = OptionSchema<T | null> & { readonly default: null };

export function optionalText(description: string): Optional<string> {
  return { type: ['string', 'null'], default: null, description };
}

export function optionalTime(description: string): Optional<Time> {
  return { type: ['string', 'integer', 'null'], default: null, description };
}

export function optionalCount(description: string, minimum = 1): Optional<number> {
  return { type: ['integer', 'null'], minimum, default: null, description };
}
