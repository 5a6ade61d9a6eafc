import { hydraCannotCarry, isHydraKey } from '../../argv/hydra.ts';
import { passingDiagnostics } from '../../diagnostics/catalogue/passing.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../../diagnostics/diagnostics.ts';
import type { Value } from '../../plan/plan.ts';
import type { ScalarNode, SyntaxNode } from '../../syntax/node.ts';
import { toValue } from '../../syntax/plain.ts';
import { passedParameters } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

/** What would move a task out of its directory, or start a sweep of Hydra's own inside a task. */
const RESERVED = /^hydra(?:\.(?:run(?:\.dir)?|mode|sweep(?:\..*)?))?$/;

/** Names that Hydra's grammar reads, none that hsm needs for itself, and no value that its grammar cannot write. */
export function hydraCarries({ draft, diagnostics }: RuleContext): void {
  if (draft.convention.kind !== 'hydra') return;
  for (const { name, nameSpan, values } of passedParameters(draft)) {
    if (!isHydraKey(name)) {
      const primary = { span: nameSpan, text: 'not a name to Hydra' };
      const help = 'use letters, digits, `_`, `-`, `$` and dots, and begin with none of the digits';
      diagnostics.add(diagnose(passingDiagnostics.hydraKey, { name }, { primary, help }));
    }
    if (reservedHydraKey(name)) {
      const primary = { span: nameSpan, text: 'set by hsm, one directory per task' };
      const notes = ['hsm runs each task as a single Hydra job, with `hydra.run.dir` as its task directory'];
      diagnostics.add(diagnose(passingDiagnostics.hydraReservedKey, { name }, { primary, notes }));
    }
    for (const value of values) checkValue(value, diagnostics);
  }
}

/** Whether a name, with whatever prefix, is one that hsm sets or that would start a sweep of Hydra's own. */
export function reservedHydraKey(name: string): boolean {
  return RESERVED.test(name.replace(/^(?:\+\+?|~)/, ''));
}

/** Goes down to the scalar or the key itself, so that the span is the smallest. */
function checkValue(node: SyntaxNode, diagnostics: Diagnostics): void {
  if (node.kind === 'scalar') {
    reportProblem(toValue(node), node, diagnostics);
  } else if (node.kind === 'sequence') {
    for (const item of node.items) checkValue(item, diagnostics);
  } else {
    for (const { key, value } of node.entries) {
      reportProblem({ type: 'map', entries: [{ key: key.text, value: NULL }] }, key, diagnostics);
      checkValue(value, diagnostics);
    }
  }
}

const NULL: Value = { type: 'null', text: 'null' };

function reportProblem(value: Value, { span }: ScalarNode, diagnostics: Diagnostics): void {
  const problem = hydraCannotCarry(value);
  if (problem === null) return;
  const primary = { span, text: 'not for Hydra' };
  diagnostics.add(diagnose(passingDiagnostics.hydraValue, { problem }, { primary }));
}
