import type { ScalarResource } from '../../settings/read-resources.ts';
import type { BatchDefinition } from './definition.ts';
import { type Optional, optionalCount, optionalText, optionalTime, type Time } from './option-words.ts';

type Word = Optional<string> | Optional<number> | Optional<Time>;

/** Schemas of a target's own names for resources. They are removed after the options are merged. */
export function resourceSchemas({
  resourceOptions,
  abilities,
  queue,
}: Pick<BatchDefinition, 'resourceOptions' | 'abilities' | 'queue'>): Readonly<Record<string, Word>> {
  const of: { readonly [K in ScalarResource]: Word } = {
    walltime: optionalTime('walltime per task'),
    cpus: optionalCount('CPUs per task'),
    memory: optionalText('memory per task'),
    gpus: optionalCount('GPUs per task', 0),
    gpu_type: optionalText('type of GPU'),
    nodes: optionalCount('nodes per job'),
    ranks: optionalCount('how many ranks of the program a launcher starts'),
    partition: optionalText(abilities.severalQueues ? `${queue}; several separated by commas` : queue),
    qos: optionalText('quality of service'),
    account: optionalText('account'),
  };
  return Object.fromEntries(
    Object.entries(resourceOptions.same).map(([word, resource]) => [word, of[resource]]),
  );
}
