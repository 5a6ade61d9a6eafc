import { checkDiagnostics } from '../diagnostics/catalogue/check.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { commandPlaceholders, launcherNumbers, parseTemplate } from '../plan/parse-template.ts';
import type { MappingEntry, ScalarNode } from '../syntax/node.ts';
import { spanInside } from '../syntax/span-inside.ts';
import { splitWords } from '../syntax/split-words.ts';
import { fromFile, isNull, scalarsOf } from './read-node.ts';
import type { Setting } from './settings.ts';

const placeholders = [...launcherNumbers, ...commandPlaceholders];

/** Reads `resources.launcher`: a list of words, or a text that is split into words. */
export function readLauncher(
  entry: MappingEntry | null,
  diagnostics: Diagnostics,
): Setting<readonly string[] | null> | undefined {
  if (entry === null || entry.value.kind === 'mapping') return undefined;
  const { key, value: node } = entry;
  if (isNull(node)) return fromFile(null, key.span);
  const words =
    node.kind === 'scalar' ? splitText(node, diagnostics) : scalarsOf(node).map(({ text }) => text);
  for (const scalar of scalarsOf(node)) reportPlaceholders(scalar, diagnostics);
  const [program = ''] = words;
  if (program !== '' && !program.startsWith('-')) return fromFile(words, node.span);
  const primary = { span: node.span, text: 'no program' };
  diagnostics.add(diagnose(checkDiagnostics.commandEmpty, {}, { primary }));
  return undefined;
}

function splitText(node: ScalarNode, diagnostics: Diagnostics): readonly string[] {
  const { words, problems } = splitWords(node.text);
  for (const { kind, text, start, end } of problems) {
    const span = spanInside(node, start, end);
    diagnostics.add(
      kind === 'unfinished'
        ? diagnose(checkDiagnostics.commandUnfinished, { text }, { primary: { span, text: 'never closed' } })
        : needsShell(kind === 'line-break' ? 'a line break between words' : `\`${text}\``, span),
    );
  }
  return words.map(({ text }) => text);
}

function needsShell(what: string, span: ScalarNode['span']): Diagnostic {
  const help = 'put it in single quotes or make `launcher` a list to pass it literally';
  return diagnose(
    checkDiagnostics.commandNeedsShell,
    { what },
    { primary: { span, text: 'needs a shell' }, help },
  );
}

function reportPlaceholders(node: ScalarNode, diagnostics: Diagnostics): void {
  const written = placeholders.map((placeholder) => (placeholder === 'env' ? 'env:NAME' : placeholder));
  for (const { name, start, end } of parseTemplate(node.text, placeholders).unknown) {
    const primary = { span: spanInside(node, start, end), text: 'not available here' };
    const close = didYouMean(name, written);
    const notes = [`available here: ${written.map((placeholder) => `\`{${placeholder}}\``).join(', ')}`];
    const help =
      close === undefined ? `for literal text write \`{{${name}}}\`` : `did you mean \`{${close}}\`?`;
    diagnostics.add(diagnose(checkDiagnostics.unknownPlaceholder, { name }, { primary, notes, help }));
  }
}
