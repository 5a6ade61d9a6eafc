import {
  type OptionsSchema,
  remotePath,
  type SentFilesOptions,
  type SshOptions,
  sentFilesOptions,
  sshOptions,
} from '../../src/target-kit/kit.ts';

/** Options under `targets.remote`: those of `distributed.remotes.NAME` for the machine named by `--remote`. */
export interface RemoteOptions extends SshOptions, SentFilesOptions {
  readonly remote_root: string | null;
  readonly backend: 'ssh' | 'slurm' | 'pbs' | 'torque' | 'sge';
  readonly max_parallel_jobs: number | null;
  readonly pull: Pull | null;
}

interface Pull {
  readonly patterns: readonly string[] | null;
  readonly max_size: string | null;
}

export const optionsSchema: OptionsSchema<RemoteOptions> = {
  title: 'targets.remote section',
  type: 'object',
  additionalProperties: false,
  properties: {
    ...sshOptions,
    remote_root: {
      type: ['string', 'null'],
      ...remotePath,
      default: '~/hsm',
      description: 'the directory on the machine for code and sweeps',
    },
    backend: {
      type: 'string',
      enum: ['ssh', 'slurm', 'pbs', 'torque', 'sge'],
      default: 'ssh',
      description: 'what starts the tasks: `ssh` for the machine itself, or its scheduler',
    },
    max_parallel_jobs: {
      type: ['integer', 'null'],
      minimum: 1,
      default: null,
      description: 'how many tasks run at a time (default: one per core)',
    },
    ...sentFilesOptions,
    pull: {
      type: ['object', 'null'],
      additionalProperties: false,
      default: null,
      description: 'which results are pulled (default: all)',
      properties: {
        patterns: {
          type: ['array', 'null'],
          items: { type: 'string' },
          default: null,
          description: 'file name patterns, such as `*.json`',
        },
        max_size: {
          type: ['string', 'null'],
          pattern: '^[0-9]+[KMG]?$',
          'x-expected': 'be a size such as `100M`',
          default: null,
          description: 'the maximum size of pulled files, such as `100M`',
        },
      },
    },
  },
};
