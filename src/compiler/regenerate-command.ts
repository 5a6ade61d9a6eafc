import { relative, sep } from 'node:path';
import type { Project } from '../project/find-project.ts';
import { optionResources } from '../settings/option-layer.ts';
import { quote } from '../shell/shell-word.ts';
import type { CompileRequest } from './compile.ts';

/** The default sweep file, relative to the project root. */
const DEFAULT_SWEEP_FILE = 'sweeps/sweep.yaml';

/**
 * The command that makes the same scripts again, to be typed in the project root. It contains neither the name nor the
 * place of the directory: these differ between two builds of a sweep, and the scripts must not.
 */
export function regenerateCommand(request: CompileRequest, project: Project): string {
  const path = relative(project.root, project.sweepFile).split(sep).join('/');
  const { resources, group } = request.options;
  const words = ['hsm', 'build'];
  if (path !== DEFAULT_SWEEP_FILE) words.push('-c', path);
  if (request.remote !== undefined) words.push('--remote', request.remote);
  if (request.maxRuns !== null) words.push('--max-runs', String(request.maxRuns));
  const { take } = request;
  if (take) words.push('--take', take.seed === 0 ? String(take.count) : `${take.count}:${take.seed}`);
  for (const name of optionResources) {
    const text = request.options[name];
    if (text !== undefined) words.push(`--${name}`, text);
  }
  if (resources !== undefined) words.push('--resources', resources);
  if (group !== undefined) words.push('--group', group);
  return words.map(quote).join(' ');
}
