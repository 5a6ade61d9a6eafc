import { importDiagnostics } from '../../diagnostics/catalogue/import.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../../diagnostics/diagnostics.ts';
import type { MappingEntry, SyntaxNode } from '../../syntax/node.ts';
import { splitWords } from '../../syntax/split-words.ts';
import type { WrittenEntry } from '../../syntax/write-yaml.ts';
import { Findings } from '../findings.ts';
import {
  DEFAULT_COUNT,
  type ImportedEntry,
  type ImportedSweep,
  type ImportOptions,
  line,
  list,
  noteOf,
  number,
  text,
} from '../imported.ts';
import { entriesOf, mappingAt, scalarAt, valueAt } from '../read-node.ts';
import { readFlag } from './read-flag.ts';

/** Whether a file is a guild file: operations with flags, in either of the two forms. */
export function isGuild(root: SyntaxNode): boolean {
  return operationsIn(root).length > 0;
}

/** The operation of a guild file, with its flags as parameters. */
export function importGuild(
  root: SyntaxNode,
  options: ImportOptions,
  diagnostics: Diagnostics,
): ImportedSweep | null {
  const operations = operationsIn(root);
  const [operation] = operations.filter(
    ({ key }) => options.operation === null || key.text === options.operation,
  );
  if (operation === undefined || (operations.length > 1 && options.operation === null)) {
    const names = operations.map(({ key }) => `\`${key.text}\``).join(', ');
    const primary = { span: (operation?.key ?? root).span, text: 'one of them' };
    const help = `choose one with \`--operation\`: ${names}`;
    diagnostics.add(
      diagnose(importDiagnostics.severalOperations, { count: operations.length }, { primary, help }),
    );
    return null;
  }
  const findings = new Findings('guild', diagnostics);
  const defaults: ImportedEntry[] = [];
  const grid: ImportedEntry[] = [];
  const sampled: ImportedEntry[] = [];
  for (const { key, value } of entriesOf(mappingAt(operation.value, 'flags'))) {
    const given = value.kind === 'mapping' ? valueAt(value, 'default') : value;
    const name = scalarAt(value, 'arg-name')?.text ?? key.text;
    if (
      key.text.startsWith('$') ||
      given === undefined ||
      (given.kind === 'scalar' && given.type === 'null')
    ) {
      findings.noEquivalent(
        `the flag \`${key.text}\` without a value`,
        key.span,
        'write its values into the output',
      );
      continue;
    }
    const space = readFlag(key.text, given, findings);
    const note = noteOf(key.span, given.kind === 'scalar' && space?.kind !== 'constant' ? given.text : '');
    if (space?.kind === 'constant') defaults.push({ name, value: space.value, note });
    else if (space !== null)
      (space.kind === 'grid' ? grid : sampled).push({ name, value: space.value, note });
  }
  const isSample = sampled.length > 0;
  const [first] = sampled;
  if (first !== undefined && options.count === null)
    findings.noEnd('a guild search', DEFAULT_COUNT, operation.key.span);
  const settings = [line('count', number(String(options.count ?? DEFAULT_COUNT)))];
  return {
    what: `the operation ${operation.key.text} of a guild file`,
    head: headOf(operation, findings),
    defaults,
    // If any flag is searched, guild also draws from lists.
    blocks: [
      isSample
        ? { grid: [], paired: [], sample: { settings, parameters: [...grid, ...sampled] } }
        : { grid, paired: [], sample: null },
    ],
    foot: [],
  };
}

/** Operations in the short form, a mapping, and in the full form, a list of models. */
function operationsIn(root: SyntaxNode): readonly MappingEntry[] {
  const all =
    root.kind === 'sequence'
      ? root.items.flatMap((item) => entriesOf(mappingAt(item, 'operations')))
      : entriesOf(root);
  return all.filter(({ value }) => mappingAt(value, 'flags') !== undefined);
}

function headOf({ key, value }: MappingEntry, findings: Findings): readonly WrittenEntry[] {
  const [main, exec, dest] = ['main', 'exec', 'flags-dest'].map((name) => scalarAt(value, name));
  if (dest !== undefined && dest.text !== 'args') {
    findings.noEquivalent(
      `\`flags-dest: ${dest.text}\``,
      dest.span,
      'make the program read options, as with `flags-dest: args`',
    );
  }
  for (const each of entriesOf(value)) {
    if (
      ['main', 'exec', 'flags', 'flags-dest', 'flags-import', 'description', 'default'].includes(
        each.key.text,
      )
    )
      continue;
    findings.noEquivalent(
      `\`${each.key.text}\``,
      each.key.span,
      'set it in the sweep file, as `results`, `environment` or `resources`',
    );
  }
  const args = line('args', text('argparse'), 'as guild passes flags');
  if (exec !== undefined) {
    const words = splitWords(exec.text.replaceAll('$' + '{flag_args}', '')).words.map((word) =>
      text(word.text),
    );
    return [line('command', list(words), noteOf(exec.span)), args];
  }
  const [module = key.text, ...rest] = splitWords(main?.text ?? key.text).words.map((word) => word.text);
  const words = ['python', '-m', module.replace(/^.*\//, (path) => path.replaceAll('/', '.')), ...rest];
  return [line('command', list(words.map(text)), noteOf((main ?? key).span)), args];
}
