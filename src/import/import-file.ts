import { importDiagnostics } from '../diagnostics/catalogue/import.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Source } from '../source/source.ts';
import { parseYaml } from '../syntax/parse.ts';
import type { ImportOptions } from './imported.ts';
import { forms, recognise } from './tools.ts';
import { writeSweepFile } from './write-sweep-file.ts';

/** A file of another tool as a sweep file of ours; null after errors. */
export function importFile(source: Source, options: ImportOptions, diagnostics: Diagnostics): string | null {
  const root = parseYaml(source, diagnostics);
  if (root === null) return null;
  const tool = recognise(root);
  if (tool === null) {
    reportUnknown(source, diagnostics);
    return null;
  }
  const sweep = root.kind === 'mapping' ? tool.importFile(root, options, diagnostics) : null;
  return sweep === null || diagnostics.hasErrors ? null : writeSweepFile(sweep, source.path);
}

function reportUnknown(source: Source, diagnostics: Diagnostics): void {
  const primary = { span: { source, start: 0, end: 0 }, text: 'none of their forms' };
  const notes = [`read are ${forms}`];
  diagnostics.add(diagnose(importDiagnostics.notRecognised, { path: source.path }, { primary, notes }));
}
