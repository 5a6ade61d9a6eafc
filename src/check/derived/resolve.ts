import { fillParameters, parameterPlaceholders } from '../../argv/placed.ts';
import type { WordTemplate } from '../../plan/command.ts';
import type { Value } from '../../plan/plan.ts';
import { blockCells } from '../block-cells.ts';
import { blockParameters, type Draft, type DraftBlock } from '../draft.ts';
import { type Named, namedIn, sizeOfAxis } from './block-scope.ts';
import { compute } from './compute.ts';
import { canBePasted, pastedNamed, withDefaults } from './paste.ts';
import type { DraftDerived } from './read-derived.ts';
import type { DerivedProblem, Found, ResolvedDerived, Scope } from './scope.ts';
import { makeTable, tableNamed } from './table.ts';

export interface BlockDerived {
  /** In the order written; a parameter that depends on something the block does not have is left out. */
  readonly resolved: readonly ResolvedDerived[];
  readonly problems: readonly DerivedProblem[];
}

interface Made {
  readonly named: Named;
  readonly resolved: ResolvedDerived;
}

const known = new WeakMap<DraftBlock, BlockDerived>();

/** The derived parameters of a block, computed once. Its axes must have rows. */
export function resolveDerived(draft: Draft, block: DraftBlock): BlockDerived {
  const found = known.get(block) ?? resolveAll(draft, block);
  known.set(block, found);
  return found;
}

function resolveAll(draft: Draft, block: DraftBlock): BlockDerived {
  const problems: DerivedProblem[] = [];
  const made = new Map<string, Found<Made>>();
  const open: string[] = [];
  const scope: Scope = {
    draft,
    block,
    named: (name) => {
      const derived = draft.derived.find((each) => each.name === name);
      const found = derived === undefined ? namedIn(block, draft.defaults, name) : make(derived);
      return found !== null && found !== 'broken' && 'resolved' in found ? found.named : found;
    },
    fail: (problem) => {
      problems.push(problem);
      return 'broken';
    },
  };
  const make = (derived: DraftDerived): Found<Made> => {
    const { name, node } = derived;
    if (open.includes(name)) {
      return scope.fail({
        kind: 'cycle',
        name,
        names: [...open.slice(open.indexOf(name)), name],
        span: node.span,
      });
    }
    let found = made.get(name);
    if (found === undefined) {
      open.push(name);
      found =
        derived.formula.kind === 'text'
          ? paste(scope, derived, derived.formula.template, made)
          : computed(scope, derived);
      open.pop();
      made.set(name, found);
    }
    return found;
  };
  const resolved = draft.derived.flatMap((derived) => {
    const found = make(derived);
    return found === null || found === 'broken' ? [] : [found.resolved];
  });
  return { resolved, problems };
}

function paste(
  scope: Scope,
  derived: DraftDerived,
  written: WordTemplate,
  made: ReadonlyMap<string, Found<Made>>,
): Found<Made> {
  const parts = new Map<string, Named>();
  for (const name of parameterPlaceholders(written)) {
    const named = scope.named(name);
    if (named === null || named === 'broken') return named;
    parts.set(name, named);
  }
  const { draft, block } = scope;
  const swept = new Set(blockParameters(block).map(({ name }) => name));
  const constants = draft.defaults.filter(({ name }) => !swept.has(name));
  const template = withDefaults(
    fillParameters(written, (name) => templateOf(made.get(name))),
    constants,
  );
  const named = pastedNamed(written, parts);
  const isQuoted = draft.convention.kind === 'hydra';
  const placeholders = parameterPlaceholders(template)
    .map((name) => scope.named(name))
    .filter((each) => each !== null && each !== 'broken');
  if (canBePasted(template, placeholders, isQuoted)) return { named, resolved: { derived, template } };
  if (!named.isHeld) {
    return tabulate(scope, derived, named, (rows): Value | null => {
      const text = named.text(rows);
      return text === null ? null : { type: 'string', text };
    });
  }
  const text =
    'it contains a parameter that some rows do not set, or a value with a quote, a backslash or a dollar sign, which cannot be inserted into a quoted Hydra value';
  return scope.fail({ kind: 'cannot', name: derived.name, text, span: derived.node.span });
}

/** The template of a derived text; null for a table, whose name is kept. */
function templateOf(made: Found<Made> | undefined): WordTemplate | null {
  if (made === undefined || made === null || made === 'broken') return null;
  return 'template' in made.resolved ? made.resolved.template : null;
}

function computed(scope: Scope, derived: DraftDerived): Found<Made> {
  const expression = compute(scope, derived);
  if (expression === null || expression === 'broken') return expression;
  return tabulate(scope, derived, expression, expression.value);
}

function tabulate(
  scope: Scope,
  derived: DraftDerived,
  { axes }: Pick<Named, 'axes'>,
  valueAt: (rows: readonly number[]) => Value | { readonly reason: string } | null,
): Found<Made> {
  const { block } = scope;
  const place = { name: derived.name, span: derived.node.span };
  const nameOf = (axis: number): string => block.axes[axis]?.parameters[0]?.name ?? '';
  const cells = blockCells(block);
  const isTask = (rows: readonly number[]): boolean => typeof cells === 'string' || cells.hasAny(rows);
  const table = makeTable(axes, (axis) => sizeOfAxis(block, axis), valueAt, isTask);
  if ('values' in table) {
    return { named: tableNamed(table, (axis) => sizeOfAxis(block, axis)), resolved: { derived, table } };
  }
  if (table.kind === 'too-many') {
    const sizes = axes.map((axis) => ({ name: nameOf(axis), size: sizeOfAxis(block, axis) }));
    return scope.fail({ kind: 'too-many', axes: sizes, ...place });
  }
  const example = axes
    .map((axis) => {
      const text = namedIn(block, [], nameOf(axis))?.text(table.rows) ?? null;
      return `\`${nameOf(axis)}\` is ${text === null ? 'not set' : `\`${text}\``}`;
    })
    .join(' and ');
  return scope.fail({ kind: 'fails', reason: table.reason, example, ...place });
}
