import { resultDiagnostics } from '../../diagnostics/catalogue/results.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import type { Span } from '../../source/source.ts';
import type { DraftObjective, DraftSource } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

/** Each column of results is named once, and the objective is one of them. */
export function resultNames(context: RuleContext): void {
  const { results } = context.draft;
  const named = new Map<string, Span>();
  for (const { name, nameSpan } of results.flatMap(({ metrics }) => metrics)) {
    const first = named.get(name);
    if (first === undefined) named.set(name, nameSpan);
    else reportTwice(name, first, nameSpan, context);
  }
  const objectives = results.flatMap((source) => source.objectives);
  checkObjectives(objectives, context);
  const [objective] = objectives;
  if (objective !== undefined && !results.some(takesAll)) checkKnown(objective, [...named.keys()], context);
}

/** What a file has beside what is known here may be anything. */
function takesAll({ choices }: DraftSource): boolean {
  return choices.length === 0;
}

function reportTwice(name: string, first: Span, again: Span, { report }: RuleContext): void {
  report.add(
    diagnose(
      resultDiagnostics.nameTwice,
      { name },
      {
        primary: { span: again, text: 'named again here' },
        secondary: [{ span: first, text: 'named here first' }],
        help: `give one of them another name, as in \`keys: {other: ${name}}\``,
      },
    ),
  );
}

function checkObjectives([first, ...others]: readonly DraftObjective[], { report }: RuleContext): void {
  for (const { key } of others) {
    report.add(
      diagnose(
        resultDiagnostics.objectives,
        {},
        {
          primary: { span: key.span, text: 'a second one' },
          secondary: first === undefined ? [] : [{ span: first.key.span, text: 'the first' }],
          help: 'keep one; `hsm report --metric NAME` looks at the others',
        },
      ),
    );
  }
}

function checkKnown(objective: DraftObjective, names: readonly string[], { report }: RuleContext): void {
  const { metric, metricSpan } = objective;
  if (names.includes(metric)) return;
  const close = didYouMean(metric, names);
  report.add(
    diagnose(
      resultDiagnostics.objectiveUnknown,
      { metric },
      {
        primary: { span: metricSpan, text: 'no column of this name' },
        notes: [`the columns are ${names.map((name) => `\`${name}\``).join(', ')}`],
        help: close === undefined ? undefined : `did you mean \`${close}\`?`,
      },
    ),
  );
}
