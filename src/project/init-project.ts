import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { commandDiagnostics } from '../diagnostics/catalogue/command.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import { systemReason } from '../diagnostics/system-reason.ts';
import { detectProject } from './detect.ts';
import { type EnvironmentVariables, projectFiles } from './find-project.ts';
import { initConfigFile, initSweepFile } from './init-files.ts';

export interface InitializedFile {
  /** Relative to the project root. */
  readonly path: string;
  /** A file that was there already stays as it is. */
  readonly outcome: 'written' | 'kept';
}

/**
 * Writes `sweeps/sweep.yaml` and `sweeps/hsm_config.yaml` below `root`, filled with what is found there. `schemas` is the folder
 * of their JSON Schemas, `system` the scheduler that was found on the machine.
 */
export function initProject(
  root: string,
  schemas: string,
  environment: EnvironmentVariables,
  system: string | null,
  diagnostics: Diagnostics,
): readonly InitializedFile[] {
  const detected = detectProject(root, environment, system);
  const texts = [
    { path: 'sweeps/sweep.yaml', text: initSweepFile(detected, schemaPath(root, schemas, 'sweep')) },
    {
      path: 'sweeps/hsm_config.yaml',
      text: initConfigFile(detected, schemaPath(root, schemas, 'hsm_config')),
    },
  ];
  const done: InitializedFile[] = [];
  const { sweepFiles, configFiles } = projectFiles(root);
  const present = [sweepFiles[0], configFiles[0]];
  for (const [index, { path, text }] of texts.entries()) {
    const kept = present[index];
    if (kept !== undefined) {
      done.push({ path: relative(root, kept), outcome: 'kept' });
      continue;
    }
    const outcome = writeNew(join(root, path), path, text, diagnostics);
    if (outcome !== null) done.push({ path, outcome });
  }
  return done;
}

function writeNew(
  path: string,
  shown: string,
  text: string,
  diagnostics: Diagnostics,
): InitializedFile['outcome'] | null {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
    return 'written';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return 'kept';
    const reason = systemReason(error);
    if (reason === null) throw error;
    diagnostics.add(diagnose(commandDiagnostics.cannotWrite, { path: shown, reason }));
    return null;
  }
}

/** As editors take it, relative to the file; null where the package is elsewhere: its place is this machine's own. */
function schemaPath(root: string, schemas: string, name: string): string | null {
  const below = relative(root, join(schemas, `${name}.schema.json`));
  return below.startsWith('..') ? null : join('..', below);
}
