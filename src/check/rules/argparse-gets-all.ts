import { passingDiagnostics } from '../../diagnostics/catalogue/passing.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import type { PythonOption, PythonOptions } from '../../program/python-options.ts';
import { blockParameters, type Draft } from '../draft.ts';
import type { RuleContext } from '../rule.ts';
import { scriptOptions } from '../script-options.ts';
import { labelOf } from '../setting-label.ts';

/**
 * Every task passes each option that the script's argparse or click requires, or the command contains it. A script that does not exist, or whose
 * options cannot all be determined, is skipped.
 */
export function argparseGetsAll(context: RuleContext): void {
  const found = scriptOptions(context);
  if (found === null) return;
  const { script, known } = found;
  const { draft, settings, diagnostics } = context;
  const words = draft.command?.words ?? [];
  const place = words.findIndex(({ text }) => text === script);
  const given = words.slice(place + 1).map(({ text }) => text);
  // The script may read more words from a file: `train.py @options.txt`.
  if (given.some((word) => word.startsWith('@'))) return;
  const blocks = passedInBlocks(draft);
  const meets = known.abbreviates ? (name: string, start: string) => name.startsWith(start) : Object.is;
  for (const option of known.options) {
    if (!option.isRequired || isGiven(option, given, meets)) continue;
    const lacking = blocks.filter((names) => !passes(names, option, meets));
    if (lacking.length === 0 || isMisspelt(option, known, blocks)) continue;
    const word = words[place];
    const text = `requires \`${option.title}\``;
    diagnostics.add(
      diagnose(
        passingDiagnostics.argparseRequired,
        { name: option.title, script, isNever: lacking.length === blocks.length },
        {
          primary:
            word === undefined
              ? labelOf(settings.paths.train_script.origin, text)
              : { span: word.span, text },
          help: helpFor(option, script),
        },
      ),
    );
  }
}

/** For each block the names that its tasks pass; a name that only some of its cases set counts. */
function passedInBlocks({ defaults, derived, blocks }: Draft): readonly ReadonlySet<string>[] {
  const everywhere = [...defaults, ...derived].map(({ name }) => name);
  return blocks.map((block) => new Set([...everywhere, ...blockParameters(block).map(({ name }) => name)]));
}

/** Whether a name can be called that. */
type Meets = (name: string, called: string) => boolean;

function passes(parameters: ReadonlySet<string>, { names }: PythonOption, meets: Meets): boolean {
  return [...parameters].some((parameter) => names.some((name) => meets(name, parameter)));
}

/** Whether a parameter that no option has means this one: then another rule proposes its name. */
function isMisspelt(
  { names }: PythonOption,
  { options }: PythonOptions,
  blocks: readonly ReadonlySet<string>[],
): boolean {
  const all = options.flatMap((option) => option.names);
  const unknown = blocks.flatMap((passed) => [...passed].filter((name) => !all.includes(name)));
  return unknown.some((name) => names.includes(didYouMean(name, all) ?? ''));
}

/** Whether it is among words: `--data x`, `--data=x`, `--da x`, `-d x` or `-dx`. Any word may be a positional argument. */
function isGiven({ words }: PythonOption, given: readonly string[], meets: Meets): boolean {
  if (words.length === 0) return given.length > 0;
  return given.some((word) => {
    const [beginning = ''] = word.split('=');
    return words.some((name) =>
      name.startsWith('--')
        ? beginning.length > 2 && meets(name, beginning)
        : word.startsWith(name) && !word.startsWith('--'),
    );
  });
}

function helpFor({ names: [name], words: [word] }: PythonOption, script: string): string {
  return name === undefined
    ? `write it in the command: \`command: [python, ${script}${word === undefined ? '' : `, ${word}`}, VALUE]\``
    : `set \`${name}\` under \`defaults\`, or sweep over it`;
}
