import { rangeDiagnostics } from '../../diagnostics/catalogue/ranges.ts';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import { allBlocks, type DraftParameter, ownParameters } from '../draft.ts';
import { MOST_LISTED } from '../range.ts';
import { isRangeText, type RangeProblem, rangeKeys } from '../read-range.ts';
import type { RuleContext } from '../rule.ts';

/** Ranges are valid; and text in a list that looks like a range gets a warning. */
export function rangesAreSound({ draft, diagnostics }: RuleContext): void {
  for (const block of allBlocks(draft)) {
    const conditions = [...block.excludes, ...block.only].flatMap(({ conditions }) => conditions);
    for (const { problems } of [...ownParameters(block), ...conditions]) {
      for (const problem of problems) diagnostics.add(diagnosticOf(problem));
    }
    // A cell of a table is literal.
    const written = block.axes.filter(({ kind }) => kind !== 'table' && kind !== 'cases');
    for (const parameter of written.flatMap(({ parameters }) => parameters)) {
      for (const value of parameter.values) {
        if (!isRangeText(value) || value.style !== 'plain') continue;
        const primary = { span: value.span, text: 'one value' };
        const help = inListHelp(parameter, value.text);
        diagnostics.add(diagnose(rangeDiagnostics.inList, { text: value.text }, { primary, help }));
      }
    }
  }
}

function inListHelp({ name, values }: DraftParameter, text: string): string {
  return values.length === 1
    ? `write \`${name}: ${text}\`, without brackets, for a range; quote it if it is text`
    : 'write out its values, because a range can only replace a whole list; quote it if it is text';
}

function diagnosticOf(problem: RangeProblem): Diagnostic {
  const { kind, span } = problem;
  switch (kind) {
    case 'unknown-key': {
      const close = didYouMean(problem.key, rangeKeys);
      return diagnose(
        rangeDiagnostics.malformed,
        { problem: `a range has no key \`${problem.key}\`` },
        {
          primary: { span, text: 'not a key of a range' },
          notes: [`expected one of ${rangeKeys.map((key) => `\`${key}\``).join(', ')}`],
          help: close === undefined ? undefined : `did you mean \`${close}\`?`,
        },
      );
    }
    case 'missing-key': {
      const primary = { span, text: `\`${problem.key}\` is missing` };
      const where = problem.key === 'count' ? 'a logarithmic range' : 'a range';
      return diagnose(
        rangeDiagnostics.malformed,
        { problem: `${where} needs \`${problem.key}\`` },
        { primary, help: `add \`${problem.key}:\`` },
      );
    }
    case 'step-and-count': {
      const primary = { span, text: 'used with `count`' };
      return diagnose(
        rangeDiagnostics.malformed,
        { problem: 'a range has `step` or `count`, not both' },
        { primary, help: 'remove one of them: one follows from the other' },
      );
    }
    case 'not-number': {
      const { key, expected, found } = problem;
      const primary = { span, text: `expected ${expected}` };
      return diagnose(rangeDiagnostics.notNumber, { key, expected, found }, { primary });
    }
    case 'never-ends': {
      const primary = { span, text: 'this step' };
      const help = 'use a step above 0: the direction of a range follows from its ends';
      return diagnose(rangeDiagnostics.neverEnds, {}, { primary, help });
    }
    case 'not-positive': {
      const primary = { span, text: 'not above 0' };
      const help = 'start above 0, or list the values';
      return diagnose(rangeDiagnostics.notPositive, {}, { primary, help });
    }
    case 'too-long': {
      const primary = { span, text: 'too many values' };
      const help = 'use fewer values, or evenly spaced numbers below 2^53, which do not need to be listed';
      return diagnose(rangeDiagnostics.tooLong, { most: MOST_LISTED }, { primary, help });
    }
  }
}
