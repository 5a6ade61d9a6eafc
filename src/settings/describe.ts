import type { Container, RetryRule, StopAfter } from '../plan/run-settings.ts';
import { positionAt } from '../source/source.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import { formatMemory } from './memory.ts';
import type { Setting, SettingOrigin, Settings } from './settings.ts';
import { formatWalltime } from './walltime.ts';

/** A line of `hsm show --config`. */
export interface SettingRow {
  /** `resources.walltime` */
  readonly key: string;
  /** For people; `not set` without a value. */
  readonly value: string;
  /** `sweeps/hsm_config.yaml:3`, `--walltime` or `built-in`. */
  readonly from: string;
}

/** One row per setting, in a fixed order; options of targets and remotes come last. */
export function describeSettings(settings: Settings): readonly SettingRow[] {
  return [
    ...sectionRows('paths', settings.paths),
    row('hpc.system', settings.system, settings.system.value ?? 'detect'),
    ...sectionRows('resources', settings.resources),
    ...sectionRows('environment', settings.environment),
    ...sectionRows('wandb', settings.wandb),
    ...sectionRows('code', settings.code),
    ...sectionRows('provenance', settings.provenance),
    ...sectionRows('budget', settings.budget),
    ...failureRows(settings.failures),
    ...Object.entries(settings.targets).flatMap(([name, { said, ...section }]) =>
      nodeRows(`targets.${name}`, said === undefined ? section : { ...section, value: said }),
    ),
    ...Object.entries(settings.remotes).flatMap(([name, section]) =>
      nodeRows(`distributed.remotes.${name}`, section),
    ),
  ];
}

function failureRows({
  out_of_memory: memory,
  timeout,
  stop_after: stop,
}: Settings['failures']): readonly SettingRow[] {
  return [
    row(
      'retry.out_of_memory',
      memory,
      memory.value === null ? 'never' : describeRetry('memory', memory.value),
    ),
    row(
      'retry.timeout',
      timeout,
      timeout.value === null ? 'never' : describeRetry('walltime', timeout.value),
    ),
    row('stop_after_failures', stop, stop.value === null ? 'never' : describeStopAfter(stop.value)),
  ];
}

/** `memory x2 up to 128G, twice at most` */
export function describeRetry(
  resource: 'memory' | 'walltime',
  { factor, up_to: most, times }: RetryRule,
): string {
  const bound =
    most === null ? '' : ` up to ${resource === 'memory' ? formatMemory(most) : formatWalltime(most)}`;
  return `${resource} x${factor}${bound}, ${times === 1 ? 'once' : `at most ${times} times`}`;
}

/** `20 failures` or `20% of the tasks` */
export function describeStopAfter(stop: StopAfter): string {
  return 'percent' in stop ? `${stop.percent}% of the tasks` : `${stop.count} failures`;
}

/** The origin of a setting, in a few words. */
export function describeOrigin(origin: SettingOrigin): string {
  if (origin.kind === 'option') return origin.option;
  if (origin.kind === 'built-in') return 'built-in';
  return `${origin.span.source.path}:${positionAt(origin.span.source, origin.span.start).line}`;
}

function row(key: string, setting: Setting<unknown>, value: string): SettingRow {
  return { key, value, from: describeOrigin(setting.origin) };
}

function sectionRows(
  section: string,
  members: Readonly<Record<string, Setting<unknown>>>,
): readonly SettingRow[] {
  return Object.entries(members).map(([name, setting]) =>
    row(`${section}.${name}`, setting, valueText(name, setting.value)),
  );
}

function valueText(name: string, value: unknown): string {
  if (value === null) return 'not set';
  if (name === 'launcher' && Array.isArray(value)) return value.join(' ');
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(itemText).join(', ');
  if (typeof value === 'number' && name === 'walltime') return formatWalltime(value);
  if (typeof value === 'number' && name === 'memory') return formatMemory(value);
  if (typeof value === 'object') return containerText(value as Container);
  return String(value);
}

function containerText({ image, runtime, binds, gpus }: Container): string {
  const paths = binds.map(({ source, target, read_only: isReadOnly }) =>
    [source, ...(target === source && !isReadOnly ? [] : [target]), ...(isReadOnly ? ['ro'] : [])].join(':'),
  );
  return [
    `${image} by ${runtime}`,
    ...(paths.length === 0 ? [] : [`with ${paths.join(', ')}`]),
    ...(gpus === null ? [] : [gpus ? 'with GPUs' : 'without GPUs']),
  ].join(' ');
}

/** A line, a name, or a variable with its name and value. */
function itemText(item: string | { readonly name: string; readonly value: string }): string {
  return typeof item === 'string' ? item : `${item.name}=${item.value}`;
}

/** One row per option. Each has its own place, which may be in another file than the section. */
function nodeRows(key: string, section: Setting<SyntaxNode>): readonly SettingRow[] {
  const node = section.value;
  if (node.kind !== 'mapping' || node.entries.length === 0) return [row(key, section, nodeText(node))];
  return node.entries.map((entry) => ({
    key: `${key}.${entry.key.text}`,
    value: nodeText(entry.value),
    from: describeOrigin({ kind: 'file', span: entry.key.span }),
  }));
}

/** A node as text on one line. */
export function nodeText(node: SyntaxNode): string {
  if (node.kind === 'scalar') return node.type === 'null' ? 'not set' : node.text;
  if (node.kind === 'sequence') return `[${node.items.map(nodeText).join(', ')}]`;
  return `{${node.entries.map((entry) => `${entry.key.text}: ${nodeText(entry.value)}`).join(', ')}}`;
}
