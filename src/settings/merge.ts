import { mergeSections } from './read-targets.ts';
import type { Setting, Settings, SettingsLayer, Settled } from './settings.ts';

/** The values of settings that no layer sets. */
type BuiltIn = Pick<
  Settings,
  'paths' | 'resources' | 'environment' | 'wandb' | 'code' | 'provenance' | 'budget' | 'failures' | 'system'
>;

const builtIn: BuiltIn = {
  paths: settle({
    python_interpreter: 'python3',
    train_script: null,
    config_dir: null,
    output_dir: 'sweeps/outputs',
  }),
  resources: settle({
    walltime: null,
    cpus: null,
    memory: null,
    gpus: null,
    gpu_type: null,
    nodes: null,
    ranks: null,
    launcher: null,
    partition: null,
    qos: null,
    account: null,
  }),
  environment: settle({ modules: [], conda: null, venv: null, setup: [], variables: [], container: null }),
  wandb: settle({ enabled: false, project: null, entity: null, mode: 'online', tags: [], group: null }),
  code: settle({ mode: 'live', include: [], exclude: [] }),
  provenance: settle({ diff: true }),
  budget: settle({ core_hours: null, gpu_hours: null, tasks: null, inodes: null }),
  failures: settle({ out_of_memory: null, timeout: null, stop_after: null }),
  system: settled(null),
};

/** The lowest layer. `mergeSettings` always adds it below the given layers. */
export const builtInLayer: SettingsLayer = { ...builtIn, targets: {}, remotes: {} };

/**
 * Merges layers, the highest first, onto the built-in ones. Each setting comes from the highest layer that sets it. A
 * list is one setting: lists are not joined. Options of targets and remotes are merged one by one.
 */
export function mergeSettings(layers: readonly SettingsLayer[], isComplete: boolean = true): Settings {
  const upwards = [...layers].reverse();
  return {
    paths: Object.assign({}, builtIn.paths, ...upwards.map((layer) => layer.paths)),
    resources: Object.assign({}, builtIn.resources, ...upwards.map((layer) => layer.resources)),
    environment: Object.assign({}, builtIn.environment, ...upwards.map((layer) => layer.environment)),
    wandb: Object.assign({}, builtIn.wandb, ...upwards.map((layer) => layer.wandb)),
    code: Object.assign({}, builtIn.code, ...upwards.map((layer) => layer.code)),
    provenance: Object.assign({}, builtIn.provenance, ...upwards.map((layer) => layer.provenance)),
    budget: Object.assign({}, builtIn.budget, ...upwards.map((layer) => layer.budget)),
    failures: Object.assign({}, builtIn.failures, ...upwards.map((layer) => layer.failures)),
    system: layers.find((layer) => layer.system !== undefined)?.system ?? builtIn.system,
    targets: layers.map((layer) => layer.targets).reduce(mergeSections, {}),
    remotes: layers.map((layer) => layer.remotes).reduce(mergeSections, {}),
    isComplete,
    sources: layers.flatMap(({ source }) => source ?? []),
  };
}

function settle<T extends object>(values: T): Settled<T> {
  const entries = Object.entries(values).map(([key, value]) => [key, settled(value)]);
  return Object.fromEntries(entries) as Settled<T>;
}

function settled<T>(value: T): Setting<T> {
  return { value, origin: { kind: 'built-in' } };
}
