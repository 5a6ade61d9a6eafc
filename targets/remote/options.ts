import type { OptionsSchema } from '../../src/target-kit/kit.ts';
import {
  hostExpected,
  hostPattern,
  remotePathExpected,
  remotePathPattern,
} from '../../src/target-kit/kit.ts';

/** Options under `targets.remote`: what `distributed.remotes.NAME` says of the machine that `--remote` names. */
export interface RemoteOptions {
  readonly host: string;
  readonly ssh_port: number | null;
  readonly ssh_key: string | null;
  readonly remote_root: string | null;
  readonly workdir: string | null;
  readonly backend: 'ssh' | 'slurm' | 'pbs' | 'torque' | 'sge';
  readonly max_parallel_jobs: number | null;
  readonly rsync_include: readonly string[] | string | null;
  readonly rsync_excludes: readonly string[] | string | null;
  readonly pull: Pull | null;
}

interface Pull {
  readonly patterns: readonly string[] | null;
  readonly max_size: string | null;
}

const path = { pattern: remotePathPattern, 'x-expected': remotePathExpected } as const;

export const optionsSchema: OptionsSchema<RemoteOptions> = {
  title: 'targets.remote section',
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
      default: '~/hsm',
      description: 'the directory there for code and sweeps',
    },
    workdir: {
      type: ['string', 'null'],
      ...path,
      default: null,
      description: 'the project directory there, where no code is to be sent',
    },
    backend: {
      type: 'string',
      enum: ['ssh', 'slurm', 'pbs', 'torque', 'sge'],
      default: 'ssh',
      description: 'what starts the tasks there: `ssh` for the machine itself, or its scheduler',
    },
    max_parallel_jobs: {
      type: ['integer', 'null'],
      minimum: 1,
      default: null,
      description: 'how many tasks run at a time; as many as there are cores, unless given',
    },
    rsync_include: {
      type: ['array', 'string', 'null'],
      items: { type: 'string' },
      default: null,
      description: 'files that git ignores and that are sent all the same',
    },
    rsync_excludes: {
      type: ['array', 'string', 'null'],
      items: { type: 'string' },
      default: null,
      description: 'files that are not sent',
    },
    pull: {
      type: ['object', 'null'],
      additionalProperties: false,
      default: null,
      description: 'which results are brought back: all, unless it says less',
      properties: {
        patterns: {
          type: ['array', 'null'],
          items: { type: 'string' },
          default: null,
          description: 'names of files, as `*.json`',
        },
        max_size: {
          type: ['string', 'null'],
          pattern: '^[0-9]+[KMG]?$',
          'x-expected': 'be a size such as `100M`',
          default: null,
          description: 'no file is larger: `100M`',
        },
      },
    },
  },
};
