import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { CompileRequest } from '../../compiler/compile.ts';
import type { LineSetting } from '../../compiler/line-settings/change.ts';
import { counted } from '../../diagnostics/counted.ts';
import { shownPath } from '../../project/read-inputs.ts';
import { readBuild } from '../../sweep-directory/build-json.ts';
import { builtWith } from '../../sweep-directory/built-with.ts';
import { digestOfFile } from '../../sweep-directory/manifest.ts';
import { readPlan } from '../../sweep-directory/records.ts';
import { type PastSweep, sweepAt } from '../../sweep-directory/sweeps.ts';
import { optionsIn } from '../built-options.ts';
import { compileRequest } from '../compile-sweep.ts';
import type { CommandContext } from '../context.ts';
import { printDiagnostics } from '../print-diagnostics.ts';
import { plainText, textTable } from '../text-table.ts';

/** A line of a file in a sweep directory. */
export interface LineName {
  /** Absolute. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
}

/** Reads `scripts/task.sh:18`; null if there is no such file. */
export function readLineName(text: string, workingDirectory: string): LineName | null {
  const [, file, line] = /^(.+):([1-9]\d*)$/.exec(text) ?? [];
  if (file === undefined) return null;
  const path = resolve(workingDirectory, file);
  return existsSync(path) ? { path, line: Number(line) } : null;
}

/** Explains a line of an emitted file by the settings behind it. Returns the exit code. */
export async function explainLine(
  { path, line }: LineName,
  json: boolean,
  context: CommandContext,
): Promise<number> {
  const shown = shownPath(path, context.workingDirectory);
  const fail = (reason: string): number => {
    context.writeError(`hsm: ${shown}:${line}: ${reason}\n`);
    return 1;
  };
  const sweep = sweepOf(path);
  if (sweep === null) return fail('not in a sweep directory');
  const request = requestOf(sweep, context);
  if (request === null) return fail('cannot determine how the sweep was built');
  const [{ compile }, { lineSettings, matchLines, splitLines }] = await Promise.all([
    import('../../compiler/compile.ts'),
    import('../../compiler/line-settings/line-settings.ts'),
  ]);
  const lines = splitLines(readFileSync(path, 'utf8'));
  const text = lines[line - 1];
  if (text === undefined) return fail(`the file has only ${counted(lines.length, 'line')}`);
  const base = await compile(request);
  if (base.plan === null) return printDiagnostics(base.diagnostics, context);
  const inside = relative(sweep.path, path).split(sep).join('/');
  const content = base.files.find((file) => file.path === inside)?.content.toString();
  if (content === undefined) return fail('the build does not write this file');
  const at = matchLines(lines, splitLines(content))[line - 1] ?? null;
  if (at === null)
    return fail('the sweep no longer compiles to this line: the settings or the sweep file has changed');
  const settings = (await lineSettings(request, base, [inside])).get(inside)?.[at] ?? [];
  context.write(
    json ? `${JSON.stringify({ path, line, text, settings })}\n` : textOf(`${shown}:${line}`, text, settings),
  );
  return 0;
}

function sweepOf(path: string): PastSweep | null {
  const folder = dirname(path);
  return sweepAt(basename(folder) === 'scripts' ? dirname(folder) : folder);
}

/**
 * Compiles the source as it was when the sweep was built: the sweep file may have changed since. Nothing is built, so
 * no budget applies.
 */
function requestOf(sweep: PastSweep, context: CommandContext): CompileRequest | null {
  const [words, build, plan] = [builtWith(sweep.path), readBuild(sweep.path), readPlan(sweep.path)];
  if (words === null || build === null || plan === null) return null;
  const built = optionsIn(words);
  const options = { ...built, name: basename(sweep.path), outputDir: dirname(sweep.path) };
  const request = { ...compileRequest(options, Object.keys(build.targets), context), overBudget: true };
  const source = resolve(context.workingDirectory, built.file ?? plan.source.path);
  const isSame = existsSync(source) && digestOfFile(source) === plan.source.sha256;
  return isSame ? request : { ...request, sweepFile: join(sweep.path, 'sweep.yaml') };
}

function textOf(place: string, text: string, settings: readonly LineSetting[]): string {
  const rows = settings.map(({ setting, value, from }) => [
    value === '' ? setting : `${setting}: ${value}`,
    `# ${from}`,
  ]);
  const found =
    rows.length === 0
      ? ['no setting changes this line']
      : ['because of', ...textTable(rows).map((row) => `  ${row}`)];
  return `${plainText(place)}\n  ${plainText(text)}\n\n${found.join('\n')}\n`;
}
