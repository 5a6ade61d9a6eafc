import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Source } from '../source/source.ts';
import type { MappingEntry, ScalarNode, SyntaxNode } from '../syntax/node.ts';
import { readConda } from './read-environment.ts';
import { definedMembers, entryOf, fromFile, isNull, pathSetting, withoutNull } from './read-node.ts';
import type { Setting, Settings, SettingsLayer } from './settings.ts';

/**
 * Keys of a remote that set something for its tasks, or inform people; the others are options of the target `remote`.
 */
const notOptions: ReadonlySet<string> = new Set(['conda_env', 'python_path', 'gpus', 'enabled', 'spec']);

/**
 * The settings that apply to a sweep for a machine: its section of `distributed.remotes` as options of the target
 * `remote`, and its interpreter, environment and GPUs instead of the local ones. A name without a section is an alias
 * of the SSH config.
 */
export function remoteLayer(
  name: string,
  remotes: Settings['remotes'],
  diagnostics: Diagnostics,
): SettingsLayer {
  const section = remotes[name] ?? alias(name);
  const node = section.value;
  const entries = node.kind === 'mapping' ? node.entries : [];
  const options = entries.filter(({ key }) => !notOptions.has(key.text));
  const gpus = entryOf(node, 'gpus');
  const conda = readConda(entryOf(node, 'conda_env'), diagnostics);
  const python = withoutNull(pathSetting(entryOf(node, 'python_path'), 'python_path', diagnostics));
  return {
    paths: definedMembers<SettingsLayer['paths']>({ python_interpreter: python }),
    resources: {},
    environment: conda === undefined ? {} : { conda },
    wandb: {},
    code: {},
    provenance: {},
    targets: {
      remote: { value: { kind: 'mapping', entries: options, span: node.span }, origin: section.origin },
      ...(gpus === null || isNull(gpus.value) ? {} : { local: visibleGpus(gpus) }),
    },
    remotes: {},
  };
}

/** A number of GPUs means the first ones. */
function visibleGpus({ key, value }: MappingEntry): Setting<SyntaxNode> {
  const count = value.kind === 'scalar' && value.type === 'integer' ? Number(value.text) : 0;
  const numbers = Array.from({ length: count }, (_, index) => index).join(',');
  const said: SyntaxNode = count === 0 ? value : { ...(value as ScalarNode), type: 'string', text: numbers };
  const name: ScalarNode = { ...key, text: 'visible_gpus' };
  return fromFile({ kind: 'mapping', entries: [{ key: name, value: said }], span: value.span }, key.span);
}

function alias(name: string): Setting<SyntaxNode> {
  const source: Source = { path: '--remote', text: name };
  const span = { source, start: 0, end: name.length };
  const word = (text: string): ScalarNode => ({ kind: 'scalar', type: 'string', text, style: 'plain', span });
  const entries = [{ key: word('host'), value: word(name) }];
  return fromFile({ kind: 'mapping', entries, span }, span);
}
