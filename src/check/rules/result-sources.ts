import { resultDiagnostics } from '../../diagnostics/catalogue/results.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { DraftSource } from '../draft.ts';
import { choiceKeys } from '../read-results.ts';
import type { RuleContext } from '../rule.ts';

/** A source of results has exactly one file, and selects what to read with the keys for its format. */
export function resultSources(context: RuleContext): void {
  for (const source of context.draft.results) {
    const [file, second] = source.files;
    if (file === undefined || second !== undefined) reportFiles(source, context);
    else checkChoices(source, file.format, context);
  }
}

function reportFiles({ node, files }: DraftSource, { diagnostics }: RuleContext): void {
  const [first, ...others] = files;
  const primary =
    others[0] === undefined
      ? { span: node.span, text: 'no file' }
      : { span: others[0].key.span, text: 'second file' };
  diagnostics.add(
    diagnose(
      resultDiagnostics.fileCount,
      { count: files.length },
      {
        primary,
        secondary: first === undefined ? [] : [{ span: first.key.span, text: 'first file' }],
        help:
          first === undefined
            ? 'name one with `json`, `csv`, `key_value` or `log`, as in `json: metrics.json`'
            : 'make `results` a list of sources to read several files',
      },
    ),
  );
}

function checkChoices(
  { node, choices }: DraftSource,
  format: DraftSource['files'][number]['format'],
  { diagnostics }: RuleContext,
): void {
  for (const { key } of choices) {
    const fitting: readonly string[] = choiceKeys[key.text as keyof typeof choiceKeys];
    if (fitting.includes(format)) continue;
    const own = Object.entries(choiceKeys).find(([, formats]) => formats.some((name) => name === format));
    const primary = {
      span: key.span,
      text: `only applies to ${fitting.map((name) => `\`${name}\``).join(' and ')}`,
    };
    const help =
      own === undefined ? undefined : `use \`${own[0]}\` to select what to read from \`${format}\``;
    diagnostics.add(diagnose(resultDiagnostics.choice, { key: key.text, format }, { primary, help }));
  }
  if (format !== 'log' || choices.some(({ key }) => key.text === 'patterns')) return;
  const primary = { span: node.span, text: 'no patterns' };
  const help = "add `patterns`, as in `patterns: {loss: 'loss: ([0-9.]+)'}`";
  diagnostics.add(diagnose(resultDiagnostics.patternMissing, {}, { primary, help }));
}
