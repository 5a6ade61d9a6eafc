import {
  type OptionSchemas,
  type OptionsSchema,
  remotePath,
  type SentFilesOptions,
  type SshOptions,
  sentFilesOptions,
  sshOptions,
} from '../../src/target-kit/kit.ts';

/** Options under `targets.distributed`: the section `distributed` of the project file. */
export interface DistributedOptions extends SentFilesOptions {
  readonly remotes: Readonly<Record<string, MachineOptions>> | null;
  readonly local_max_jobs: number | null;
  readonly patience: number | null;
  readonly remote_root: string | null;
  readonly conda_env: string | null;
}

/** A machine, as in `distributed.remotes.NAME`. */
export interface MachineOptions extends SshOptions {
  readonly enabled: boolean | null;
  readonly max_parallel_jobs: number | null;
  readonly remote_root: string | null;
  readonly gpus: number | readonly number[] | string | null;
  readonly python_path: string | null;
  readonly conda_env: string | null;
}

const condaEnvironment: OptionSchemas<{ conda_env: string | null }> = {
  conda_env: {
    type: ['string', 'null'],
    pattern: '^[^-\\n][^\\n]*$',
    'x-expected': 'be the name or the path of a conda environment',
    default: null,
    description: "the conda environment of tasks on this machine, instead of the sweep's",
  },
};

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
          ...sshOptions,
          enabled: {
            type: ['boolean', 'null'],
            default: null,
            description: '`false` disables this machine',
          },
          max_parallel_jobs: {
            type: ['integer', 'null'],
            minimum: 1,
            default: null,
            description: 'how many tasks it runs at a time (default: 1)',
          },
          remote_root: {
            type: ['string', 'null'],
            ...remotePath,
            default: null,
            description: 'the directory on the machine for code and sweeps (default: `~/hsm`)',
          },
          gpus: {
            type: ['integer', 'array', 'string', 'null'],
            items: { type: 'integer', minimum: 0 },
            default: null,
            description: 'the GPUs that tasks share on this machine: how many, or their numbers',
          },
          python_path: {
            type: ['string', 'null'],
            pattern: '^[^-\\n][^\\n]*$',
            'x-expected': 'be the path of a program',
            default: null,
            description: 'the Python that tasks on this machine find as `python` and `python3`',
          },
          ...condaEnvironment,
        },
      },
    },
    local_max_jobs: {
      type: ['integer', 'null'],
      minimum: 0,
      default: null,
      description: 'how many tasks the launching machine runs at a time (default: 0)',
    },
    patience: {
      type: ['integer', 'null'],
      minimum: 1,
      default: null,
      description: 'how many seconds a machine may be silent before its tasks run elsewhere (default: 600)',
    },
    remote_root: {
      type: ['string', 'null'],
      ...remotePath,
      default: null,
      description: 'the directory for code and sweeps on machines without their own setting',
    },
    ...condaEnvironment,
    ...sentFilesOptions,
  },
};
