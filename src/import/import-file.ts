import { importDiagnostics } from '../diagnostics/catalogue/import.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Source } from '../source/source.ts';
import { parseYaml } from '../syntax/parse.ts';
import { findCommandLines } from './hydra/command-line.ts';
import { importCommandLine } from './hydra/import-command-line.ts';
import type { ImportedSweep, ImportOptions } from './imported.ts';
import { forms, recognise } from './tools.ts';
import { writeSweepFile } from './write-sweep-file.ts';

/** Converts a file of another tool to an hsm sweep file; null after errors. */
export function importFile(source: Source, options: ImportOptions, diagnostics: Diagnostics): string | null {
  const sweep = readSweep(source, options, diagnostics);
  return sweep === null || diagnostics.hasErrors ? null : writeSweepFile(sweep, source.path);
}

function readSweep(source: Source, options: ImportOptions, diagnostics: Diagnostics): ImportedSweep | null {
  // A script is only YAML by chance.
  const root = parseYaml(source, new Diagnostics());
  const tool = root === null ? null : recognise(root);
  if (root !== null && tool !== null) return tool.importFile(root, options, diagnostics);
  const [first, ...others] = findCommandLines(source);
  if (first !== undefined) return importCommandLine([first, ...others], options, diagnostics);
  if (parseYaml(source, diagnostics) !== null) reportUnknown(source, diagnostics);
  return null;
}

function reportUnknown(source: Source, diagnostics: Diagnostics): void {
  const primary = { span: { source, start: 0, end: 0 }, text: 'unknown format' };
  const notes = [`supported formats: ${forms}, and a script with a Hydra command line (\`-m\`)`];
  diagnostics.add(diagnose(importDiagnostics.notRecognised, { path: source.path }, { primary, notes }));
}
