import { describeOrigin, nodeText } from '../../settings/describe.ts';
import type { Settings } from '../../settings/settings.ts';
import type { MappingNode, ScalarNode, ScalarType, SyntaxNode } from '../../syntax/node.ts';
import type { Target } from '../../target-kit/target.ts';
import { NOT_SET, type SettingChange } from './change.ts';

/** The keys and positions that lead from a target's options to a value. */
type Path = readonly (string | number)[];

const nowhere = { source: { path: '', text: '' }, start: 0, end: 0 };

/** Every option of a target, whether written or with its default, with other values for it. */
export function varyTarget(settings: Settings, { name, options }: Target): readonly SettingChange[] {
  const section = settings.targets[name];
  const root = section?.said ?? section?.value;
  const written = root === undefined ? [] : leavesOf(root, []);
  const names = new Set(written.map(({ path: [first] }) => first));
  return [
    ...written.map(({ path, node }) => ({
      setting: ['targets', name, ...path].join('.'),
      value: nodeText(node),
      from: describeOrigin({ kind: 'file', span: node.span }),
      variations: [null, otherScalar(node)].map((other) => varied(name, path, other)),
    })),
    ...Object.entries(options.properties ?? {}).flatMap(([key, schema]) => {
      const { default: value, type } = schema as { readonly default?: unknown; readonly type?: unknown };
      const others = otherDefaults(value, type);
      if (names.has(key) || others.length === 0) return [];
      const setting = `targets.${name}.${key}`;
      return [
        {
          setting,
          value: value === null ? NOT_SET : String(value),
          from: 'built-in',
          variations: others.map((other) => varied(name, [key], other)),
        },
      ];
    }),
  ];
}

/** Settings with another value in one place; null removes it. */
function varied(target: string, path: Path, value: SyntaxNode | null): SettingChange['variations'][number] {
  return {
    settings: (settings) => {
      const section = settings.targets[target] ?? { value: emptyMapping, origin: { kind: 'built-in' } };
      const edited = edit(section.value, path, value) ?? emptyMapping;
      return { ...settings, targets: { ...settings.targets, [target]: { ...section, value: edited } } };
    },
  };
}

const emptyMapping: MappingNode = { kind: 'mapping', entries: [], span: nowhere };

function leavesOf(
  node: SyntaxNode,
  path: Path,
): readonly { readonly path: Path; readonly node: ScalarNode }[] {
  if (node.kind === 'scalar') return node.type === 'null' ? [] : [{ path, node }];
  if (node.kind === 'sequence') return node.items.flatMap((item, at) => leavesOf(item, [...path, at]));
  return node.entries.flatMap(({ key, value }) => leavesOf(value, [...path, key.text]));
}

function edit(node: SyntaxNode, [first, ...rest]: Path, value: SyntaxNode | null): SyntaxNode | null {
  if (first === undefined) return value;
  if (node.kind === 'sequence') {
    const items = node.items.flatMap((item, at) => (at === first ? (edit(item, rest, value) ?? []) : [item]));
    return { ...node, items };
  }
  if (node.kind === 'scalar') return node;
  const entries = node.entries.flatMap((entry) => {
    if (entry.key.text !== first) return [entry];
    const edited = edit(entry.value, rest, value);
    return edited === null ? [] : [{ ...entry, value: edited }];
  });
  const isThere = node.entries.some(({ key }) => key.text === first);
  if (isThere || value === null || rest.length > 0) return { ...node, entries };
  return { ...node, entries: [...entries, { key: scalar('string', String(first)), value }] };
}

function otherScalar({ type, text, span }: ScalarNode): ScalarNode {
  if (type === 'boolean') return { ...scalar(type, text === 'true' ? 'false' : 'true'), span };
  return { ...scalar(type, type === 'integer' ? String(Number(text) + 1) : `${text}x`), span };
}

/** For an option that is not set, whatever its type allows; no text, because it would have to be a valid one. */
function otherDefaults(value: unknown, type: unknown): readonly ScalarNode[] {
  const types = value === null && Array.isArray(type) ? type : [];
  if (types.includes('boolean')) return ['true', 'false'].map((text) => scalar('boolean', text));
  if (types.includes('integer')) return [scalar('integer', '2')];
  if (typeof value === 'number') return [scalar('integer', String(value + 1))];
  return typeof value === 'boolean' ? [scalar('boolean', String(!value))] : [];
}

function scalar(type: ScalarType, text: string): ScalarNode {
  return { kind: 'scalar', type, text, style: 'plain', span: nowhere };
}
