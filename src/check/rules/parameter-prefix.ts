import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { SyntaxNode } from '../../syntax/node.ts';
import { blockParameters, type DraftParameter } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

type Named = Pick<DraftParameter, 'name' | 'nameSpan' | 'values' | 'rows'>;

/**
 * Under Hydra, `model=3` and `model.name=x` exclude each other. `model=cnn` and `model.name=x` are possible if `model` is a config group,
 * which depends on the user's config directory, so text values get a warning.
 */
export function parameterPrefix({ draft, diagnostics }: RuleContext): void {
  if (draft.convention.kind !== 'hydra') return;
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
      const mayBeGroup = shorter.values.every(isGroupChoice);
      diagnostics.add(
        diagnose(
          mayBeGroup ? checkDiagnostics.parameterGroupPrefix : checkDiagnostics.parameterPrefix,
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

function isGroupChoice(value: SyntaxNode): boolean {
  if (value.kind === 'sequence')
    return value.items.every((item) => item.kind === 'scalar' && isGroupChoice(item));
  return value.kind === 'scalar' && value.type === 'string';
}
