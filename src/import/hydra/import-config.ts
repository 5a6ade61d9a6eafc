import type { Diagnostics } from '../../diagnostics/diagnostics.ts';
import type { MappingEntry, MappingNode, SyntaxNode } from '../../syntax/node.ts';
import { Findings } from '../findings.ts';
import type { ImportedSweep, ImportOptions } from '../imported.ts';
import { entriesOf, mappingAt, scalarAt, valueAt } from '../read-node.ts';
import { groupsBelow } from './config-groups.ts';
import { type Override, overrideOf } from './override.ts';
import { readOverrides } from './read-overrides.ts';

/** Whether a file is a Hydra config that defines a sweep. */
export function isHydraConfig(root: SyntaxNode): boolean {
  const sweeper = mappingAt(mappingAt(root, 'hydra'), 'sweeper');
  return sweeper !== undefined;
}

/** The sweep of a config. Hydra itself reads the rest of the config when a task runs. */
export function importHydraConfig(
  root: SyntaxNode,
  options: ImportOptions,
  diagnostics: Diagnostics,
): ImportedSweep | null {
  const findings = new Findings('Hydra', diagnostics);
  const hydra = mappingAt(root, 'hydra');
  const sweeper = mappingAt(hydra, 'sweeper');
  const [space, params] = [mappingAt(sweeper, 'search_space'), mappingAt(sweeper, 'params')];
  const overrides = [
    ...sweeperChoice(root),
    ...entriesOf(hydra).flatMap((entry) => settings(`hydra.${entry.key.text}`, entry)),
    ...[...entriesOf(params), ...entriesOf(space)].flatMap((entry) => parameter(entry)),
  ];
  findings.noEquivalent(
    'a config without its program',
    (hydra ?? root).span,
    'add `script:`, or `command:` with `--config-name`, to the output',
  );
  const sweep = readOverrides(overrides, groupsBelow([], options), options, findings);
  return {
    what: 'a Hydra config',
    head: [],
    defaults: sweep.defaults,
    blocks: [sweep.block],
    foot: sweep.foot,
  };

  function parameter(entry: MappingEntry): readonly Override[] {
    const { key, value } = entry;
    const written = value.kind === 'mapping' ? functionOf(value) : null;
    if (written !== null) {
      return [{ name: key.text, nameSpan: key.span, text: written, spanOf: () => value.span }];
    }
    const override = overrideOf(key.text, entry);
    if (override === null) findings.malformed(`\`${key.text}\` is a mapping`, value.span, 'expected values');
    return override === null ? [] : [override];
  }
}

/** The entries under `hydra:` as overrides, without `params` and without the defaults of other parts. */
function settings(name: string, entry: MappingEntry): readonly Override[] {
  if (/^hydra\.sweeper\.(?:params|search_space)$/.test(name)) return [];
  if (entry.value.kind === 'mapping') {
    return /^hydra\.(?:sweeper|launcher)/.test(name)
      ? entry.value.entries.flatMap((each) => settings(`${name}.${each.key.text}`, each))
      : [];
  }
  const isTarget = name.endsWith('._target_') && name !== 'hydra.sweeper._target_';
  const override = isTarget ? null : overrideOf(name, entry);
  return override === null || !/^hydra\.(?:sweeper|launcher)\./.test(name) ? [] : [override];
}

/** `override hydra/sweeper: optuna` in the defaults list. */
function sweeperChoice(root: SyntaxNode): readonly Override[] {
  const defaults = valueAt(root, 'defaults');
  if (defaults?.kind !== 'sequence') return [];
  return defaults.items.flatMap((item) =>
    entriesOf(item).flatMap((entry) => {
      const isSweeper = /^(?:override )?\/?hydra\/sweeper$/.test(entry.key.text);
      const override = isSweeper ? overrideOf('hydra/sweeper', entry) : null;
      return override === null ? [] : [override];
    }),
  );
}

/** Optuna's older form, `{type: float, low: 0, high: 1, log: true}`, as the functions that replaced it. */
function functionOf(node: MappingNode): string | null {
  const [type, low, high, log, step] = ['type', 'low', 'high', 'log', 'step'].map(
    (key) => scalarAt(node, key)?.text,
  );
  const choices = valueAt(node, 'choices');
  if (choices?.kind === 'sequence') {
    return `choice(${choices.items.map((item) => overrideOf('', { key: {} as never, value: item })?.text ?? '').join(',')})`;
  }
  if (low === undefined || high === undefined) return null;
  if (step !== undefined) return `range(${low},${Number(high) + Number(step)},${step})`;
  const interval = `interval(${low},${high})`;
  const whole = type === 'int' ? `int(${interval})` : interval;
  return log?.toLowerCase() === 'true' ? `tag(log,${whole})` : whole;
}
