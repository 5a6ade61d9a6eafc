import { type PythonOptions, pythonOptions } from '../program/python-options.ts';
import type { RuleContext } from './rule.ts';
import { scriptOf } from './script-of.ts';

/** The script of a sweep with `args: argparse`, and its options. */
export interface ScriptOptions {
  /** As in the sweep. */
  readonly script: string;
  readonly known: PythonOptions;
}

/** Null for another convention, without a script, or if its options cannot all be determined. */
export function scriptOptions({ draft, settings, facts }: RuleContext): ScriptOptions | null {
  const script = draft.convention.kind === 'argparse' ? scriptOf(draft, settings) : null;
  const known = script === null ? null : pythonOptions(facts.fileText(script) ?? '');
  return script === null || known === null ? null : { script, known };
}
