import { isHydraKey } from '../../argv/hydra.ts';
import { passingDiagnostics } from '../../diagnostics/catalogue/passing.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import type { SyntaxNode } from '../../syntax/node.ts';
import { type DraftParameter, passedParameters } from '../draft.ts';
import { configDirectories } from '../hydra-configs.ts';
import { type ConfigTree, type HydraConfigs, hydraConfigs } from '../hydra-tree.ts';
import type { RuleContext } from '../rule.ts';
import { scriptOf } from '../script-of.ts';

type Named = Pick<DraftParameter, 'name' | 'nameSpan' | 'values'>;

/** Options of Hydra that select other configs than the script does. */
const OTHER_CONFIG = /^(?:--config-(?:path|name|dir)|-c[pnd])(?:=|$)/;

/**
 * Each override names an option or a group of the script's configs, and each option of a group exists: Hydra refuses
 * others, as measured on Hydra 1.3. Skipped if not all configs are known. Each parameter is reported once.
 */
export function hydraKnows({ draft, settings, facts, diagnostics }: RuleContext): void {
  const script = scriptOf(draft, settings);
  if (draft.convention.kind !== 'hydra' || script === null) return;
  const words = draft.command?.words.map(({ text }) => text) ?? [];
  // Words of the command may add options, too.
  if (words.some((word) => OTHER_CONFIG.test(word) || word.startsWith('+'))) return;
  const parameters = passedParameters(draft);
  const directories = configDirectories(draft, settings, facts);
  const configs = hydraConfigs(facts.fileText(script) ?? '', directories, chosenIn(parameters, words), facts);
  if (configs === null) return;
  const added = new Set(parameters.flatMap(({ name }) => /^\+\+?([^.]+)/.exec(name)?.[1] ?? []));
  const seen = new Set<string>();
  for (const { name, nameSpan, values } of parameters) {
    if (seen.has(name) || /^[+~]|@|^hydra\b/.test(name) || added.has(name.split('.')[0] ?? '')) continue;
    // Invalid names are reported by another rule.
    if (!isHydraKey(name)) continue;
    seen.add(name);
    if (configs.groups.has(name)) {
      for (const value of values) checkOption(name, value, configs, diagnostics);
    } else if (!has(configs.tree, name.split('.'))) {
      const primary = { span: nameSpan, text: 'Hydra would reject this override' };
      const details = { primary, help: helpFor(name, configs) };
      diagnostics.add(diagnose(passingDiagnostics.hydraUnknown, { name, script }, details));
    }
  }
}

/** The options of groups that tasks select, by the parameters' names. */
function chosenIn(
  parameters: readonly Named[],
  words: readonly string[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const chosen = new Map<string, Set<string>>();
  const choose = (group: string, option: string): unknown =>
    chosen.set(group, (chosen.get(group) ?? new Set()).add(option));
  for (const { name, values } of parameters) {
    for (const value of values) for (const option of optionsIn(value)) choose(name, option);
  }
  for (const word of words) {
    const [, group, option] = /^([\w/]+)=([\w/.-]+)$/.exec(word) ?? [];
    if (group !== undefined && option !== undefined) choose(group, option);
  }
  return chosen;
}

/** A text selects one option of a group, a list several. */
function optionsIn(value: SyntaxNode): readonly string[] {
  const items = value.kind === 'sequence' ? value.items : [value];
  return items.flatMap((item) => (item.kind === 'scalar' && item.type !== 'null' ? [item.text] : []));
}

function checkOption(
  group: string,
  value: SyntaxNode,
  { missing }: HydraConfigs,
  diagnostics: RuleContext['diagnostics'],
): void {
  const option = optionsIn(value).find((each) => missing.has(`${group}/${each}`));
  if (option === undefined) return;
  const primary = { span: value.span, text: 'no such config' };
  const help = `use the name of a config in the group, or add \`${group}/${option}.yaml\``;
  diagnostics.add(diagnose(passingDiagnostics.hydraOption, { group, option }, { primary, help }));
}

function has(tree: ConfigTree | undefined, [key, ...rest]: readonly string[]): boolean {
  if (tree === 'open' || key === undefined) return tree !== undefined;
  return typeof tree === 'object' && has(tree.get(key), rest);
}

function helpFor(name: string, { tree, groups }: HydraConfigs): string {
  const known = [...namesIn(tree, ''), ...groups];
  const last = name.split('.').at(-1) ?? '';
  const [sameEnd, ...others] = known.filter((each) => each.split('.').at(-1) === last);
  const meant = didYouMean(name, known) ?? (others.length === 0 ? sameEnd : undefined);
  return meant === undefined
    ? `add it to a config, or write \`+${name}\` to add an option that no config has`
    : `did you mean \`${meant}\`?`;
}

function namesIn(tree: ConfigTree, prefix: string): readonly string[] {
  if (typeof tree === 'string') return [];
  return [...tree].flatMap(([key, below]) => [`${prefix}${key}`, ...namesIn(below, `${prefix}${key}.`)]);
}
