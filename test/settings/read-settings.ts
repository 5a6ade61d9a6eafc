import { Diagnostics } from '../../src/diagnostics/diagnostics.ts';
import { readProjectLayer, readSweepLayer } from '../../src/settings/read-layer.ts';
import type { SettingsLayer } from '../../src/settings/settings.ts';
import { positionAt } from '../../src/source/source.ts';
import { parseYaml } from '../../src/syntax/parse.ts';

/** A layer read from text, and its diagnostics as `CODE line:column underlined`. */
export interface ReadLayer {
  readonly layer: SettingsLayer;
  readonly found: readonly string[];
  readonly diagnostics: Diagnostics;
}

export function readSweepText(text: string): ReadLayer {
  return readText('sweeps/sweep.yaml', text, readSweepLayer);
}

export function readProjectText(text: string, path = 'sweeps/hsm_config.yaml'): ReadLayer {
  return readText(path, text, readProjectLayer);
}

function readText(path: string, text: string, read: typeof readSweepLayer): ReadLayer {
  const diagnostics = new Diagnostics();
  const root = parseYaml({ path, text }, diagnostics);
  if (root === null) throw new Error(`not YAML: ${JSON.stringify(diagnostics.sorted())}`);
  const layer = read(root, diagnostics);
  return { layer, found: diagnosticsOf(diagnostics), diagnostics };
}

export function diagnosticsOf(diagnostics: Diagnostics): readonly string[] {
  return diagnostics.sorted().map(({ code, primary }) => {
    if (primary === undefined) return code;
    const { source, start, end } = primary.span;
    const { line, column } = positionAt(source, start);
    return `${code} ${line}:${column} ${source.text.slice(start, end)}`;
  });
}

/** The values of settings without their origins. */
export function valuesOf(members: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).map(([key, setting]) => [key, setting.value]));
}
