import { Diagnostics } from '../diagnostics/diagnostics.ts';
import { type DefaultItem, defaultsOf } from '../hydra-config/defaults-list.ts';
import { mainConfig } from '../hydra-config/main-config.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import { parseYaml } from '../syntax/parse.ts';
import type { ProjectFacts } from './project-facts.ts';

/**
 * The possible names of overrides: a mapping of options, a single option, or an open part that is not completely known.
 * Options that only some choices of a group have are included.
 */
export type ConfigTree = ReadonlyMap<string, ConfigTree> | 'option' | 'open';

export interface HydraConfigs {
  readonly tree: ConfigTree;
  /** The groups of the list of `defaults`. */
  readonly groups: ReadonlySet<string>;
  /** The options of groups that were searched for and not found, such as `model/cn`. */
  readonly missing: ReadonlySet<string>;
}

type MutableTree = Map<string, ConfigTree>;

/**
 * The options and groups of a Hydra script, from its text and its configs alone. `directories` are searched in order;
 * `chosen` are the options of groups that tasks select. Null if they are not completely known: without a named config,
 * with structured configs, packages, or a config that is not found.
 */
export function hydraConfigs(
  text: string,
  directories: readonly string[],
  chosen: ReadonlyMap<string, ReadonlySet<string>>,
  facts: ProjectFacts,
): HydraConfigs | null {
  const { name } = mainConfig(text);
  if (name === null || directories.length === 0 || /\bConfigStore\b|\bstore\(/.test(text)) return null;
  const read = (path: string): SyntaxNode | null | 'obscure' => readConfig(directories, path, facts);
  const primary = read(name);
  if (primary === null || primary === 'obscure') return null;
  const tree: MutableTree = new Map();
  merge(tree, primary);
  const groups = new Set<string>();
  const missing = new Set<string>();
  for (const item of defaultsOf(primary)) {
    if (item.kind === 'other') return null;
    if (item.kind === 'config') {
      const other = read(item.name);
      if (other === null || other === 'obscure' || !isPlain(other)) return null;
      merge(tree, other);
    }
    if (item.kind !== 'group') continue;
    groups.add(item.group);
    const selected = chosen.get(item.group) ?? new Set();
    const below = groupTree(item, selected, read, missing);
    if (below === null) return null;
    graft(tree, item.group.split('/'), below);
  }
  return { tree, groups, missing };
}

/** The options of a group's options; null if one of them is merged elsewhere. */
function groupTree(
  { group, options }: DefaultItem & { readonly kind: 'group' },
  selected: ReadonlySet<string>,
  read: (path: string) => SyntaxNode | null | 'obscure',
  missing: Set<string>,
): ConfigTree | null {
  const below: MutableTree = new Map();
  let isOpen = false;
  const found: string[] = [];
  const lacking: string[] = [];
  for (const option of new Set([...options, ...selected])) {
    const config = read(`${group}/${option}`);
    if (config === 'obscure') return null;
    if (config === null) lacking.push(option);
    else {
      found.push(option);
      merge(below, config);
      if (!isPlain(config)) isOpen = true;
    }
  }
  // If no option is a file, the group is defined in code.
  if (found.length === 0 && lacking.length > 0) return 'open';
  for (const option of lacking) missing.add(`${group}/${option}`);
  return isOpen ? 'open' : below;
}

/**
 * A config; null if no directory contains it, `obscure` if it cannot be read or puts its options elsewhere. Hydra finds
 * only files that end in `.yaml`.
 */
function readConfig(
  directories: readonly string[],
  path: string,
  facts: ProjectFacts,
): SyntaxNode | null | 'obscure' {
  for (const directory of directories) {
    const file = `${directory}/${path.replace(/\.yaml$/, '')}.yaml`;
    const text = facts.fileText(file);
    if (text === null) continue;
    const [, target] = /^#\s*@package\s+(\S+)/m.exec(text) ?? [];
    // A primary config is at the top in any case.
    if (target !== undefined && (target !== '_global_' || path.includes('/'))) return 'obscure';
    const config = parseYaml({ path: file, text }, new Diagnostics());
    return config?.kind === 'mapping' ? config : 'obscure';
  }
  return null;
}

/** Whether a config has no defaults of its own. */
function isPlain(config: SyntaxNode): boolean {
  return defaultsOf(config).every(({ kind }) => kind === 'none');
}

function merge(tree: MutableTree, config: SyntaxNode): void {
  if (config.kind !== 'mapping') return;
  for (const { key, value } of config.entries) {
    if (key.text !== 'defaults') graft(tree, [key.text], treeOf(value));
  }
}

function treeOf(value: SyntaxNode): ConfigTree {
  // The items of a list have names, too: `layers.0`.
  if (value.kind === 'sequence') return 'open';
  if (value.kind === 'scalar') return 'option';
  return new Map(value.entries.map(({ key, value: below }) => [key.text, treeOf(below)]));
}

/** Adds a tree at a path: mappings are joined, and open parts stay open. */
function graft(tree: MutableTree, [key = '', ...rest]: readonly string[], added: ConfigTree): void {
  const before = tree.get(key);
  if (before === 'open') return;
  const below: MutableTree = new Map(before === 'option' ? [] : before);
  if (rest.length > 0) graft(below, rest, added);
  else if (typeof added === 'string') {
    tree.set(key, added === 'option' && typeof before === 'object' ? before : added);
    return;
  } else for (const [name, each] of added) graft(below, [name], each);
  tree.set(key, below);
}
