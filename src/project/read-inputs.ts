import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { commandDiagnostics } from '../diagnostics/catalogue/command.ts';
import { importDiagnostics } from '../diagnostics/catalogue/import.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import { isCommandLine } from '../import/hydra/command-line.ts';
import { recognise } from '../import/tools.ts';
import { projectSchema, sweepSchema } from '../schema/schemas.ts';
import { validateShape } from '../schema/validate.ts';
import { readProjectLayer } from '../settings/read-layer.ts';
import type { SettingsLayer } from '../settings/settings.ts';
import type { Source, Span } from '../source/source.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import { parseYaml } from '../syntax/parse.ts';
import { decodeSource } from '../syntax/read-source.ts';
import { readBytes } from './read-file.ts';

/** A sweep file that is YAML with a valid shape. */
export interface SweepInput {
  readonly bytes: Uint8Array;
  readonly root: SyntaxNode;
}

/** Reads and parses the sweep file and checks it against its schema. Null after errors. */
export function readSweepFile(
  path: string,
  workingDirectory: string,
  diagnostics: Diagnostics,
): SweepInput | null {
  const shown = shownPath(path, workingDirectory);
  if (!existsSync(path)) {
    diagnostics.add(
      diagnose(
        commandDiagnostics.sweepFileMissing,
        { path: shown },
        { help: 'run `hsm init` to create one, or pass yours with `-c FILE`' },
      ),
    );
    return null;
  }
  const bytes = readBytes(path, shown, diagnostics);
  const source = bytes === null ? null : decodeSource(shown, bytes, diagnostics);
  if (bytes === null || source === null) return null;
  if (isCommandLine(source)) {
    reportForeign('a Hydra command line', { source, start: 0, end: source.text.length }, diagnostics);
    return null;
  }
  const root = parseYaml(source, diagnostics);
  if (root === null || isForeign(root, diagnostics)) return null;
  return validateShape(root, sweepSchema, diagnostics) ? { bytes, root } : null;
}

/** The text of any file; null after reporting that it cannot be read. */
export function readSource(path: string, workingDirectory: string, diagnostics: Diagnostics): Source | null {
  const shown = shownPath(path, workingDirectory);
  const bytes = readBytes(path, shown, diagnostics);
  return bytes === null ? null : decodeSource(shown, bytes, diagnostics);
}

/** Whether `hsm import` reads this file; the schema would report each of its keys. */
function isForeign(root: SyntaxNode, diagnostics: Diagnostics): boolean {
  const tool = recognise(root);
  if (tool !== null) reportForeign(tool.what, root.span, diagnostics);
  return tool !== null;
}

function reportForeign(what: string, { source, start, end }: Span, diagnostics: Diagnostics): void {
  const lineEnd = source.text.indexOf('\n', start);
  const primary = { span: { source, start, end: lineEnd === -1 ? end : lineEnd }, text: 'begins here' };
  const help = `run \`hsm import ${source.path}\`, which converts it to a sweep file`;
  diagnostics.add(diagnose(importDiagnostics.foreignFile, { tool: what }, { primary, help }));
}

/** Reads a project or user file as a layer of settings: no layer for an empty file, null after errors. */
export function readSettingsFile(
  path: string,
  workingDirectory: string,
  diagnostics: Diagnostics,
): readonly SettingsLayer[] | null {
  const shown = shownPath(path, workingDirectory);
  const bytes = readBytes(path, shown, diagnostics);
  const root = bytes === null ? null : parse(bytes, shown, diagnostics);
  if (root === null) return null;
  if (isEmpty(root)) return [];
  return validateShape(root, projectSchema, diagnostics) ? [readProjectLayer(root, diagnostics)] : null;
}

/** A path as messages show it: relative to the working directory, unless that is much longer. */
export function shownPath(path: string, workingDirectory: string): string {
  const shown = relative(workingDirectory, path);
  if (shown === '') return '.';
  return shown.startsWith('../../..') ? path : shown;
}

function parse(bytes: Uint8Array, shown: string, diagnostics: Diagnostics): SyntaxNode | null {
  const source = decodeSource(shown, bytes, diagnostics);
  return source === null ? null : parseYaml(source, diagnostics);
}

function isEmpty(root: SyntaxNode): boolean {
  return root.kind === 'scalar' && root.type === 'null';
}
