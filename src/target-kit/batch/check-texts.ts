import type { Plan } from '../../plan/plan.ts';
import type { Places } from '../target.ts';
import type { OptionReader } from './option-reader.ts';
import type { BatchOptions } from './options.ts';

const resources = ['gpu_type', 'partition', 'qos', 'account'] as const;

/** Texts that become the value of a directive, for any scheduler. */
export function checkTexts(plan: Plan, options: BatchOptions, reader: OptionReader, places: Places): void {
  for (const name of resources) reader.word(name, plan.resources[name], places.resource(name));
  reader.word(['mail', 'user'], options.mail?.user ?? null);
}
