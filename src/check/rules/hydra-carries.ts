import { hydraCannotCarry, isHydraKey } from '../../argv/hydra.ts';
import { passingDiagnostics } from '../../diagnostics/catalogue/passing.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../../diagnostics/diagnostics.ts';
import type { Value } from '../../plan/plan.ts';
import type { ScalarNode, SyntaxNode } from '../../syntax/node.ts';
import { toValue } from '../../syntax/plain.ts';
import { passedParameters } from '../draft.ts';
import type { RuleContext } from '../rule.ts';

/** Settings that would move a task out of its directory, or start a Hydra sweep inside a task. */
const RESERVED = /^hydra(?:\.(?:run(?:\.dir)?|mode|sweep(?:\..*)?))?$/;

/** Names that Hydra accepts and that hsm does not set itself, and values that Hydra's grammar can express. */
export function hydraCarries({ draft, diagnostics }: RuleContext): void {
  if (draft.convention.kind !== 'hydra') return;
  for (const { name, nameSpan, values } of passedParameters(draft)) {
    if (!isHydraKey(name)) {
      const primary = { span: nameSpan, text: 'not a valid Hydra name' };
      const help = 'use letters, digits, `_`, `-`, `$` and dots, and do not start with a digit';
      diagnostics.add(diagnose(passingDiagnostics.hydraKey, { name }, { primary, help }));
    }
    if (reservedHydraKey(name)) {
      const primary = { span: nameSpan, text: 'set by hsm, one directory per task' };
      const notes = ['hsm runs each task as a single Hydra job, with its task directory as `hydra.run.dir`'];
      diagnostics.add(diagnose(passingDiagnostics.hydraReservedKey, { name }, { primary, notes }));
    }
    for (const value of values) checkValue(value, diagnostics);
  }
}

/** Whether a name, whatever its prefix, is set by hsm or would start a Hydra sweep. */
export function reservedHydraKey(name: string): boolean {
  return RESERVED.test(name.replace(/^(?:\+\+?|~)/, ''));
}

/** Descends to the scalar or key itself, so that the span is as small as possible. */
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
  const primary = { span, text: 'not supported by Hydra' };
  diagnostics.add(diagnose(passingDiagnostics.hydraValue, { problem }, { primary }));
}
