import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { conditionDiagnostics } from '../../diagnostics/catalogue/conditions.ts';
import { derivedDiagnostics } from '../../diagnostics/catalogue/derived.ts';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import { resolveDerived } from '../derived/resolve.ts';
import type { DerivedProblem } from '../derived/scope.ts';
import { MOST_VALUES } from '../derived/table.ts';
import { allParameters, axisSize, blockParameters, type Draft } from '../draft.ts';
import { foreignOperator } from '../foreign-operator.ts';
import type { RuleContext } from '../rule.ts';

/** Each parameter under `derive` depends only on existing parameters, has a value, and is set nowhere else. */
export function derivedAreSound({ draft, diagnostics }: RuleContext): void {
  checkNames(draft, diagnostics);
  // A problem in several blocks is reported once.
  const reported = new Set<string>();
  for (const block of draft.blocks) {
    if (block.axes.some((axis) => !axisSize(axis))) continue;
    for (const problem of resolveDerived(draft, block).problems) {
      const key = `${problem.kind} ${problem.span.start}`;
      if (!reported.has(key)) diagnostics.add(diagnosticOf(problem, draft));
      reported.add(key);
    }
  }
}

function checkNames(draft: Draft, diagnostics: RuleContext['diagnostics']): void {
  const set = [...draft.defaults, ...draft.blocks.flatMap(blockParameters)];
  const known = allParameters(draft).map(({ name }) => name);
  for (const { name, nameSpan, formula } of draft.derived) {
    const other = set.find((each) => each.name === name);
    if (other !== undefined) {
      const primary = { span: nameSpan, text: 'derived here' };
      const secondary = [{ span: other.nameSpan, text: 'set here' }];
      const help = 'give one of them another name';
      diagnostics.add(diagnose(derivedDiagnostics.setTwice, { name }, { primary, secondary, help }));
    }
    if (formula.kind !== 'text') continue;
    for (const placeholder of formula.unknownPlaceholders) {
      const close = didYouMean(placeholder.name, [...known, 'task_dir', 'task_id', 'sweep_id']);
      const primary = { span: placeholder.span, text: 'not available here' };
      const notes = ['available here: `{task_dir}`, `{task_id}`, `{sweep_id}`, and the names of parameters'];
      const help =
        close === undefined
          ? `for literal text write \`{{${placeholder.name}}}\``
          : `did you mean \`{${close}}\`?`;
      diagnostics.add(
        diagnose(checkDiagnostics.unknownPlaceholder, { name: placeholder.name }, { primary, notes, help }),
      );
    }
  }
}

const labels: Readonly<Record<DerivedProblem['kind'], string>> = {
  syntax: 'syntax error',
  type: 'type error',
  unknown: 'no parameter has this name',
  cannot: 'derived here',
  cycle: 'derived here',
  fails: 'fails in some tasks',
  'too-many': 'too many combinations',
};

function diagnosticOf(problem: DerivedProblem, draft: Draft): Diagnostic {
  const { name, span } = problem;
  const primary = { span, text: labels[problem.kind] };
  switch (problem.kind) {
    case 'syntax': {
      const help = foreignOperator(span.source.text.slice(span.start, span.end));
      return diagnose(conditionDiagnostics.syntax, { problem: problem.text }, { primary, help });
    }
    case 'type':
      return diagnose(derivedDiagnostics.type, { name, problem: problem.text }, { primary });
    case 'unknown': {
      const close = didYouMean(
        problem.text,
        allParameters(draft).map((each) => each.name),
      );
      const help = close === undefined ? undefined : `did you mean \`${close}\`?`;
      return diagnose(derivedDiagnostics.unknown, { name, other: problem.text }, { primary, help });
    }
    case 'cannot':
      return diagnose(derivedDiagnostics.cannot, { name, reason: problem.text }, { primary });
    case 'cycle': {
      const notes = [
        problem.names
          .map((each) => `\`${each}\``)
          .join(', which depends on ')
          .replace(', which depends', ' depends'),
      ];
      return diagnose(derivedDiagnostics.cycle, { name }, { primary, notes });
    }
    case 'fails': {
      const notes = [`it fails if ${problem.example}`];
      return diagnose(derivedDiagnostics.fails, { name, reason: problem.reason }, { primary, notes });
    }
    case 'too-many': {
      const sizes = problem.axes.map((axis) => `\`${axis.name}\` has ${axis.size} values`).join(', ');
      const help = 'use fewer parameters, or compute the value in the program';
      return diagnose(
        derivedDiagnostics.tooMany,
        { name, most: MOST_VALUES },
        { primary, notes: [sizes], help },
      );
    }
  }
}
