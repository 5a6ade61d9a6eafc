import { checkDiagnostics } from '../../diagnostics/catalogue/check.ts';
import { conditionDiagnostics } from '../../diagnostics/catalogue/conditions.ts';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { allBlocks, blockParameters, type DraftBlock } from '../draft.ts';
import { foreignOperator } from '../foreign-operator.ts';
import {
  type CheckedCondition,
  type ConditionProblem,
  MOST_COMBINATIONS,
  readConditions,
} from '../read-conditions.ts';
import type { RuleContext } from '../rule.ts';
import { unknownParameter } from '../unknown-parameter.ts';
import { written } from '../written.ts';

/** Expressions are valid, can be evaluated for every cell, and distinguish cells. */
export function conditionsAreSound({ draft, diagnostics }: RuleContext): void {
  for (const block of allBlocks(draft)) {
    const { conditions, problems } = readConditions(block);
    for (const problem of problems) diagnostics.add(diagnosticOf(problem, block, draft.defaults));
    for (const condition of conditions) {
      const found = withoutEffect(condition);
      if (found !== null) diagnostics.add(found);
    }
  }
}

function withoutEffect({ kind, expression, nodes, span }: CheckedCondition): Diagnostic | null {
  const ends = new Set(nodes.flat().map(({ next }) => next));
  if (!ends.has(true) && expression !== null) {
    const primary = { span, text: 'matches no cell' };
    return diagnose(checkDiagnostics.excludeMatchesNothing, {}, { primary });
  }
  if (kind === 'exclude' || ends.has(false)) return null;
  const help = 'remove or relax it';
  return diagnose(conditionDiagnostics.keepsAll, {}, { primary: { span, text: 'drops nothing' }, help });
}

function diagnosticOf(
  problem: ConditionProblem,
  block: DraftBlock,
  defaults: RuleContext['draft']['defaults'],
): Diagnostic {
  const { span } = problem;
  switch (problem.kind) {
    case 'syntax': {
      const primary = { span, text: 'syntax error' };
      const help = foreignOperator(span.source.text.slice(span.start, span.end));
      return diagnose(conditionDiagnostics.syntax, { problem: problem.text }, { primary, help });
    }
    case 'type': {
      const primary = { span, text: 'not a condition' };
      return diagnose(conditionDiagnostics.type, { problem: problem.text }, { primary });
    }
    case 'unknown': {
      const names = blockParameters(block).map(({ name }) => name);
      return unknownParameter(problem.text, span, names, defaults);
    }
    case 'fails': {
      const values = problem.example
        .map(({ name, value }) => `\`${name}\` is ${value === null ? 'not set' : written(value)}`)
        .join(' and ');
      return diagnose(
        conditionDiagnostics.fails,
        { reason: problem.reason },
        { primary: { span, text: 'fails for some cells' }, notes: [`it fails if ${values}`] },
      );
    }
    case 'too-many': {
      const sizes = problem.axes.map(({ name, size }) => `\`${name}\` has ${size} values`).join(', ');
      return diagnose(
        conditionDiagnostics.tooMany,
        { most: MOST_COMBINATIONS },
        {
          primary: { span, text: 'too many combinations' },
          notes: [sizes],
          help: 'use fewer parameters in one expression, or exclude lists of values instead',
        },
      );
    }
  }
}
