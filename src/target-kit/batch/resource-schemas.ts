import type { ScalarResource } from '../../settings/read-resources.ts';
import type { BatchDefinition } from './definition.ts';
import { type Optional, optionalCount, optionalText, optionalTime, type Time } from './option-words.ts';

type Word = Optional<string> | Optional<number> | Optional<Time>;

/** Schemas of a target's own words for resources. Its options have them no more when they are settled. */
export function resourceSchemas({
  resourceOptions,
  abilities,
  queue,
}: Pick<BatchDefinition, 'resourceOptions' | 'abilities' | 'queue'>): Readonly<Record<string, Word>> {
  const of: { readonly [K in ScalarResource]: Word } = {
    walltime: optionalTime('walltime of a task'),
    cpus: optionalCount('CPUs of a task'),
    memory: optionalText('memory of a task'),
    gpus: optionalCount('GPUs of a task', 0),
    gpu_type: optionalText('type of GPU'),
    nodes: optionalCount('nodes of a job'),
    ranks: optionalCount('how many times a launcher starts the program'),
    partition: optionalText(abilities.severalQueues ? `${queue}; several with commas between` : queue),
    qos: optionalText('quality of service'),
    account: optionalText('account'),
  };
  return Object.fromEntries(
    Object.entries(resourceOptions.same).map(([word, resource]) => [word, of[resource]]),
  );
}
