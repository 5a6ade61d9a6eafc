import { resultDiagnostics } from '../../diagnostics/catalogue/results.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import type { Span } from '../../source/source.ts';
import type { DraftObjective, DraftSource } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

/** Each results column is named once, and the objective is one of them. */
export function resultNames(context: RuleContext): void {
  const { results } = context.draft;
  const named = new Map<string, Naming>();
  for (const source of results) {
    for (const { name, nameSpan } of source.metrics) {
      const first = named.get(name);
      if (first === undefined) named.set(name, { source, span: nameSpan });
      else reportTwice(name, first, { source, span: nameSpan }, context);
    }
  }
  const objectives = results.flatMap((source) => source.objectives);
  checkObjectives(objectives, context);
  const [objective] = objectives;
  if (objective !== undefined && !results.some(takesAll)) checkKnown(objective, [...named.keys()], context);
}

/** The place where a column gets its name. */
interface Naming {
  readonly source: DraftSource;
  readonly span: Span;
}

/** A file may contain anything beyond the columns known here. */
function takesAll({ choices }: DraftSource): boolean {
  return choices.length === 0;
}

function reportTwice(name: string, first: Naming, again: Naming, { diagnostics }: RuleContext): void {
  diagnostics.add(
    diagnose(
      resultDiagnostics.nameTwice,
      { name },
      {
        primary: { span: again.span, text: 'named again here' },
        secondary: [{ span: first.span, text: 'named here first' }],
        help: helpFor(name, first.source, again.source),
      },
    ),
  );
}

/** A table names its columns itself. */
function helpFor(name: string, first: DraftSource, again: DraftSource): string {
  const source = [again, first].find(({ files }) => files[0]?.format !== 'csv');
  if (source?.files[0]?.format === 'log') return 'give one of them another name';
  if (source !== undefined) return `give one of them another name, as in \`keys: {other: ${name}}\``;
  return first === again
    ? 'remove one of the two'
    : `read all columns of one of them, without \`columns\`: the later one is then named \`metric.${name}\``;
}

function checkObjectives([first, ...others]: readonly DraftObjective[], { diagnostics }: RuleContext): void {
  for (const { key } of others) {
    diagnostics.add(
      diagnose(
        resultDiagnostics.objectives,
        {},
        {
          primary: { span: key.span, text: 'second objective' },
          secondary: first === undefined ? [] : [{ span: first.key.span, text: 'first objective' }],
          help: 'keep one; use `hsm report --metric NAME` for the others',
        },
      ),
    );
  }
}

function checkKnown(objective: DraftObjective, names: readonly string[], { diagnostics }: RuleContext): void {
  const { metric, metricSpan } = objective;
  if (names.includes(metric)) return;
  const close = didYouMean(metric, names);
  diagnostics.add(
    diagnose(
      resultDiagnostics.objectiveUnknown,
      { metric },
      {
        primary: { span: metricSpan, text: 'no column has this name' },
        notes: [`the columns are ${names.map((name) => `\`${name}\``).join(', ')}`],
        help: close === undefined ? undefined : `did you mean \`${close}\`?`,
      },
    ),
  );
}
