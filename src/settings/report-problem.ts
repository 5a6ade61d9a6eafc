import { settingsDiagnostics } from '../diagnostics/catalogue/settings.ts';
import { type Diagnostic, type DiagnosticDetails, diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Span } from '../source/source.ts';
import type { ScalarNode } from '../syntax/node.ts';
import type { TextProblem } from './text-problem.ts';

/** The source of a text: a scalar of a file, or the value of an option. */
export type Place =
  | { readonly kind: 'scalar'; readonly node: ScalarNode }
  | { readonly kind: 'option'; readonly option: string };

/** Reports a problem with the text at a place. An option has no span, so the message names it. */
export function reportProblem(diagnostics: Diagnostics, place: Place, problem: TextProblem): void {
  const details: DiagnosticDetails =
    place.kind === 'option'
      ? { notes: [problem.label], help: problem.help }
      : { primary: { span: problemSpan(place.node, problem), text: problem.label }, help: problem.help };
  diagnostics.add(withOption(problemDiagnostic(problem, details), place));
}

/** The span of part of a scalar, if the file contains its text unchanged; else the span of the whole scalar. */
function problemSpan(node: ScalarNode, problem: TextProblem): Span {
  const { source, start, end } = node.span;
  const margin = node.style === 'quoted' ? 1 : 0;
  const verbatim = source.text.slice(start + margin, end - margin) === node.text;
  if (!verbatim || problem.text === '') return node.span;
  const from = start + margin + problem.start;
  return { source, start: from, end: from + problem.text.length };
}

function withOption(diagnostic: Diagnostic, place: Place): Diagnostic {
  return place.kind === 'option'
    ? { ...diagnostic, message: `${place.option}: ${diagnostic.message}` }
    : diagnostic;
}

function problemDiagnostic(problem: TextProblem, details: DiagnosticDetails): Diagnostic {
  const { text, setting } = problem;
  switch (problem.kind) {
    case 'walltime':
      return diagnose(settingsDiagnostics.badWalltime, { text }, details);
    case 'memory':
      return diagnose(settingsDiagnostics.badMemory, { text }, details);
    case 'count':
      return diagnose(settingsDiagnostics.badCount, { text, setting }, details);
    case 'name':
      return diagnose(settingsDiagnostics.badName, { text, setting }, details);
    case 'growth':
      return diagnose(settingsDiagnostics.badGrowth, { text }, details);
    case 'failures':
      return diagnose(settingsDiagnostics.badStopAfter, { text }, details);
    case 'resource':
      return diagnose(settingsDiagnostics.unknownResource, { text }, details);
  }
}
