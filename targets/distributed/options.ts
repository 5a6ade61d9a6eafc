import type { OptionsSchema } from '../../src/target-kit/kit.ts';
import {
  hostExpected,
  hostPattern,
  remotePathExpected,
  remotePathPattern,
} from '../../src/target-kit/kit.ts';

/** Options under `targets.distributed`: the section `distributed` of the project file. */
export interface DistributedOptions {
  readonly remotes: Readonly<Record<string, MachineOptions>> | null;
  readonly local_max_jobs: number | null;
  readonly patience: number | null;
  readonly remote_root: string | null;
  readonly rsync_include: readonly string[] | string | null;
  readonly rsync_excludes: readonly string[] | string | null;
}

/** A machine, as `distributed.remotes.NAME` has it. */
export interface MachineOptions {
  readonly host: string;
  readonly enabled: boolean | null;
  readonly max_parallel_jobs: number | null;
  readonly ssh_port: number | null;
  readonly ssh_key: string | null;
  readonly remote_root: string | null;
  readonly workdir: string | null;
  readonly gpus: number | readonly number[] | string | null;
}

const path = { pattern: remotePathPattern, 'x-expected': remotePathExpected } as const;
const texts = { type: ['array', 'string', 'null'], items: { type: 'string' }, default: null } as const;

export const optionsSchema: OptionsSchema<DistributedOptions> = {
  title: 'targets.distributed section',
  type: 'object',
  additionalProperties: false,
  properties: {
    remotes: {
      type: ['object', 'null'],
      default: null,
      description: 'the machines, by name',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        properties: {
          host: {
            type: 'string',
            pattern: `^$|${hostPattern}`,
            'x-expected': hostExpected,
            default: '',
            description: 'the machine: a host name, `user@host`, or a `Host` of the SSH config',
          },
          enabled: {
            type: ['boolean', 'null'],
            default: null,
            description: '`false` leaves this machine out',
          },
          max_parallel_jobs: {
            type: ['integer', 'null'],
            minimum: 1,
            default: null,
            description: 'how many tasks it runs at a time; 1 unless given',
          },
          ssh_port: {
            type: ['integer', 'null'],
            minimum: 1,
            maximum: 65535,
            default: null,
            description: 'the SSH port, where the SSH config does not say it',
          },
          ssh_key: {
            type: ['string', 'null'],
            default: null,
            description: 'the private key file, where the SSH config does not say it',
          },
          remote_root: {
            type: ['string', 'null'],
            ...path,
            default: null,
            description: 'the directory there for code and sweeps; `~/hsm` unless given',
          },
          workdir: {
            type: ['string', 'null'],
            ...path,
            default: null,
            description: 'the project directory there, where no code is to be sent',
          },
          gpus: {
            type: ['integer', 'array', 'string', 'null'],
            items: { type: 'integer', minimum: 0 },
            default: null,
            description: 'the GPUs that tasks share there: how many, or their numbers',
          },
        },
      },
    },
    local_max_jobs: {
      type: ['integer', 'null'],
      minimum: 0,
      default: null,
      description: 'how many tasks this machine runs at a time; none unless given',
    },
    patience: {
      type: ['integer', 'null'],
      minimum: 1,
      default: null,
      description:
        'for how many seconds a machine may be silent before its tasks run elsewhere; 600 unless given',
    },
    remote_root: {
      type: ['string', 'null'],
      ...path,
      default: null,
      description: 'the directory for code and sweeps on machines that have none of their own',
    },
    rsync_include: { ...texts, description: 'files that git ignores and that are sent all the same' },
    rsync_excludes: { ...texts, description: 'files that are not sent' },
  },
};
