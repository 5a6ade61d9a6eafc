import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { SyntaxNode } from '../../syntax/node.ts';
import { blockParameters, type DraftParameter } from '../draft.ts';
import { configDirectories } from '../hydra-configs.ts';
import type { RuleContext } from '../rule.ts';

type Named = Pick<DraftParameter, 'name' | 'nameSpan' | 'values' | 'rows'>;

/**
 * Under Hydra, `model=3` and `model.name=x` exclude each other. `model=cnn` and `model.name=x` are possible if `model` is a config group:
 * if its configs are not found, text values get a warning.
 */
export function parameterPrefix({ draft, settings, facts, diagnostics }: RuleContext): void {
  if (draft.convention.kind !== 'hydra') return;
  const directories = configDirectories(draft, settings, facts);
  const defaults = draft.defaults.map(({ name, nameSpan, value }) => ({
    name,
    nameSpan,
    values: [value],
    rows: null,
  }));
  const reported = new Set<string>();
  for (const names of [defaults, ...draft.blocks.map((block) => [...defaults, ...blockParameters(block)])]) {
    for (const { shorter, longer } of nested(names)) {
      const pair = `${shorter.nameSpan.start} ${longer.nameSpan.start}`;
      if (reported.has(pair)) continue;
      reported.add(pair);
      const choices = groupChoices(shorter.values);
      if (choices?.every((choice) => isConfig(directories, pathOf(shorter.name), choice, facts)) === true)
        continue;
      diagnostics.add(
        diagnose(
          choices !== null ? checkDiagnostics.parameterGroupPrefix : checkDiagnostics.parameterPrefix,
          { name: shorter.name, longer: longer.name },
          {
            primary: { span: longer.nameSpan, text: `inside \`${shorter.name}\`` },
            secondary: [{ span: shorter.nameSpan, text: `\`${shorter.name}\` is set here` }],
          },
        ),
      );
    }
  }
}

function nested(names: readonly Named[]): readonly { readonly shorter: Named; readonly longer: Named }[] {
  const byPath = new Map(names.map((named) => [pathOf(named.name), named]));
  return names.flatMap((longer) => {
    const words = pathOf(longer.name).split('.');
    return words.slice(1).flatMap((_, index) => {
      const shorter = byPath.get(words.slice(0, index + 1).join('.'));
      return shorter === undefined || !meet(shorter, longer) ? [] : [{ shorter, longer }];
    });
  });
}

/** Whether some task has both: two cases may each set one of them. */
function meet(shorter: Named, longer: Named): boolean {
  const { rows } = longer;
  return rows === null || (shorter.rows?.some((value, row) => value !== null && rows[row] !== null) ?? true);
}

function pathOf(name: string): string {
  return name.replace(/^(?:\+\+?|~)/, '').replace(/@.*$/, '');
}

/** The names in values that may choose configs of a group; null if some value cannot. */
function groupChoices(values: readonly SyntaxNode[]): readonly string[] | null {
  const choices: string[] = [];
  for (const value of values) {
    const items = value.kind === 'sequence' ? value.items : [value];
    for (const item of items) {
      if (item.kind !== 'scalar' || item.type !== 'string') return null;
      choices.push(item.text);
    }
  }
  return choices;
}

/** Whether one of the directories has this choice of a group; a name with dots is a field, not a group. */
function isConfig(
  directories: readonly string[],
  group: string,
  choice: string,
  facts: RuleContext['facts'],
): boolean {
  if (group.includes('.')) return false;
  return directories.some((directory) => facts.fileExists(`${directory}/${group}/${choice}.yaml`));
}
