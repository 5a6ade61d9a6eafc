import { passingDiagnostics } from '../../diagnostics/catalogue/passing.ts';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import type { PythonOption, PythonOptions } from '../../program/python-options.ts';
import type { SyntaxNode } from '../../syntax/node.ts';
import { type DraftParameter, type DraftPassing, passedParameters } from '../draft.ts';
import type { RuleContext } from '../rule.ts';
import { type ScriptOptions, scriptOptions } from '../script-options.ts';

type Named = Pick<DraftParameter, 'name' | 'nameSpan' | 'values'>;

/** A script and how parameters are passed to it. */
interface Call extends ScriptOptions {
  readonly passing: DraftPassing;
}

/**
 * The script's argparse or click accepts the options that it will get. A script that does not exist, or whose options
 * cannot all be determined, is skipped. Each parameter is reported once.
 */
export function argparseKnows(context: RuleContext): void {
  const found = scriptOptions(context);
  if (found === null) return;
  const { draft, diagnostics } = context;
  const seen = new Set<string>();
  for (const parameter of passedParameters(draft)) {
    if (seen.has(parameter.name)) continue;
    seen.add(parameter.name);
    const problem = problemOf(parameter, { ...found, passing: draft.passing });
    if (problem !== null) diagnostics.add(problem);
  }
}

function problemOf(parameter: Named, call: Call): Diagnostic | null {
  const { name, nameSpan, values } = parameter;
  const { script, known, passing } = call;
  const option = known.options.find(({ names }) => names.includes(name));
  if (option === undefined) {
    const isAbbreviated = known.abbreviates && allNames(known).some((each) => each.startsWith(name));
    return isAbbreviated ? null : unknownOption(name, name, nameSpan, call);
  }
  const booleans = values.filter(isBoolean);
  const asFlags = passing.booleans !== null && passing.booleans.choice !== 'value';
  const passedValue = asFlags ? values.find((value) => !isBoolean(value)) : values[0];
  if (option.isFlag && (passedValue !== undefined || values.length === 0)) {
    const primary = { span: passedValue?.span ?? nameSpan, text: 'passed as a value' };
    const help =
      passing.booleans === null && booleans.length > 0
        ? `pass it as a flag with \`args: {style: argparse, booleans: ${option.names.includes(`no-${name}`) ? 'no-flag' : 'flag'}}\``
        : `make \`--${name}\` take a value in the script, or use the values \`true\` and \`false\` with \`booleans: flag\``;
    return diagnose(passingDiagnostics.argparseFlag, { name, script }, { primary, help });
  }
  const [boolean] = booleans;
  if (asFlags && boolean !== undefined) return flagProblem(parameter, boolean, option, call);
  const list = values.find(({ kind }) => kind === 'sequence');
  return list === undefined ? null : listProblem(name, list, option, call);
}

function isBoolean(value: SyntaxNode): boolean {
  return value.kind === 'scalar' && value.type === 'boolean';
}

function allNames({ options }: PythonOptions): readonly string[] {
  return options.flatMap(({ names }) => names);
}

/** `passed` is the name as it is passed, `name` the parameter's. */
function unknownOption(
  name: string,
  passed: string,
  span: Named['nameSpan'],
  { script, known }: Call,
): Diagnostic {
  const other = passed === name ? didYouMean(name, allNames(known)) : undefined;
  const help =
    other !== undefined
      ? `did you mean \`${other}\`?`
      : passed === name
        ? `add \`--${name}\` to the script, or remove the parameter`
        : `pass nothing for false with \`booleans: flag\`, or give the option \`${known.forms.negatable}\``;
  const primary = { span, text: `passed as \`--${passed}\`` };
  return diagnose(passingDiagnostics.argparseUnknown, { name: passed, script }, { primary, help });
}

function flagProblem(
  { name, values }: Named,
  boolean: SyntaxNode,
  option: PythonOption,
  call: Call,
): Diagnostic | null {
  const { script, known, passing } = call;
  if (!option.isFlag && !option.mayBeBare) {
    const primary = { span: boolean.span, text: 'passed as a flag' };
    const help = `write \`booleans: value\` to pass \`--${name} true\`, or give the option \`${known.forms.flag}\``;
    return diagnose(passingDiagnostics.flagNeedsValue, { name, script }, { primary, help });
  }
  const negated = values.find(
    (value) => isBoolean(value) && value.kind === 'scalar' && value.text.toLowerCase() === 'false',
  );
  const isPassed = passing.booleans?.choice === 'no-flag' && negated !== undefined;
  if (!isPassed || allNames(known).includes(`no-${name}`)) return null;
  return unknownOption(name, `no-${name}`, negated.span, call);
}

function listProblem(
  name: string,
  { span }: SyntaxNode,
  { isList, repeats }: PythonOption,
  { script, known, passing }: Call,
): Diagnostic | null {
  const choice = passing.lists?.choice ?? 'json';
  if (choice === 'json' && isList) {
    const primary = { span, text: 'passed as one word' };
    const help = 'pass each value as a separate word with `args: {style: argparse, lists: words}`';
    return diagnose(passingDiagnostics.argparseList, { name, script }, { primary, help });
  }
  if (choice === 'words' && !isList) {
    const primary = { span, text: 'passed as several words' };
    const help = `give the option \`${known.forms.words}\`, or write \`lists: json\` to pass the list as one word`;
    return diagnose(passingDiagnostics.oneWordOption, { name, script }, { primary, help });
  }
  if (choice === 'repeat' && !repeats) {
    const primary = { span, text: 'passed as several options; only the last counts' };
    const help = `give the option \`${known.forms.repeats}\`, or write \`lists: json\` to pass the list as one word`;
    return diagnose(passingDiagnostics.oneWordOption, { name, script }, { primary, help });
  }
  return null;
}
