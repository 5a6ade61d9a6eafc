import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import { resourceParsers, type ScalarResource, settleResources } from './read-resources.ts';
import { reportProblem } from './report-problem.ts';
import { parseResourceString } from './resource-string.ts';
import type { Setting, SettingsLayer } from './settings.ts';
import type { Parsed } from './text-problem.ts';

/** The resources with an option of their own: `--walltime`, `--memory` and so on. */
export const optionResources: readonly OptionResource[] = [
  'walltime',
  'memory',
  'cpus',
  'gpus',
  'partition',
  'qos',
  'account',
];

export type OptionResource = Exclude<ScalarResource, 'gpu_type' | 'nodes' | 'ranks'>;

/** The command-line options that are settings, as they were typed. */
export interface SettingOptions extends Readonly<Partial<Record<OptionResource, string | undefined>>> {
  /** `--resources`, a resource string */
  readonly resources?: string | undefined;
  /** `--python` */
  readonly python?: string | undefined;
  /** `--script` */
  readonly script?: string | undefined;
  /** `--output-dir`, the directory that contains sweep directories */
  readonly outputDir?: string | undefined;
  /** `--group`, the W&B group */
  readonly group?: string | undefined;
}

/** The highest layer. `--walltime` wins over a walltime in `--resources`; the other options do the same. */
export function optionLayer(options: SettingOptions, diagnostics: Diagnostics): SettingsLayer {
  return {
    paths: {
      ...said('python_interpreter', '--python', options.python),
      ...said('train_script', '--script', options.script),
      ...said('output_dir', '--output-dir', options.outputDir),
    },
    resources: {
      ...readResourcesOption(options.resources, diagnostics),
      ...Object.assign({}, ...optionResources.map((name) => readResource(name, options[name], diagnostics))),
    },
    environment: {},
    wandb: said('group', '--group', options.group),
    code: {},
    provenance: {},
    targets: {},
    remotes: {},
  };
}

function said<K extends string>(
  key: K,
  option: string,
  value: string | undefined,
): { readonly [Key in K]?: Setting<string> } {
  return value === undefined ? {} : ({ [key]: fromOption(option, value) } as { [Key in K]: Setting<string> });
}

function fromOption<T>(option: string, value: T): Setting<T> {
  return { value, origin: { kind: 'option', option } };
}

function readResource(
  name: OptionResource,
  text: string | undefined,
  diagnostics: Diagnostics,
): SettingsLayer['resources'] {
  if (text === undefined) return {};
  const option = `--${name}`;
  const parsed: Parsed<string | number> = resourceParsers[name](text);
  if (parsed.problem === undefined) return { [name]: fromOption(option, parsed.value) };
  reportProblem(diagnostics, { kind: 'option', option }, parsed.problem);
  return {};
}

function readResourcesOption(text: string | undefined, diagnostics: Diagnostics): SettingsLayer['resources'] {
  if (text === undefined) return {};
  const option = '--resources';
  const { resources, problems } = parseResourceString(text);
  for (const problem of problems) reportProblem(diagnostics, { kind: 'option', option }, problem);
  return settleResources(resources, (value) => fromOption(option, value));
}
