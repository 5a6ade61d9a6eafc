import { dirname, join, relative } from 'node:path';
import fs from 'fs-extra';
import { driverDiagnostics } from '../diagnostics/catalogue/driver.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import { detectProject } from '../project/detect.ts';
import { type EnvironmentVariables, projectFiles } from '../project/find-project.ts';
import { initConfigFile, initSweepFile } from '../project/init-files.ts';
import { systemReason } from './messages.ts';
import { packagePaths } from './package-paths.ts';

export interface InitializedFile {
  /** Relative to the project root. */
  readonly path: string;
  /** A file that was there already stays as it is. */
  readonly outcome: 'written' | 'kept';
}

/** Writes `sweeps/sweep.yaml` and `sweeps/hsm_config.yaml` below `root`, filled with what is found there. */
export function initProject(
  root: string,
  environment: EnvironmentVariables,
  diagnostics: Diagnostics,
): readonly InitializedFile[] {
  const detected = detectProject(root, environment);
  const texts = [
    { path: 'sweeps/sweep.yaml', text: initSweepFile(detected, schemaPath(root, 'sweep')) },
    { path: 'sweeps/hsm_config.yaml', text: initConfigFile(detected, schemaPath(root, 'hsm_config')) },
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
    fs.ensureDirSync(dirname(path));
    fs.writeFileSync(path, text, { flag: 'wx' });
    return 'written';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return 'kept';
    const reason = systemReason(error);
    if (reason === null) throw error;
    diagnostics.add(diagnose(driverDiagnostics.cannotWrite, { path: shown, reason }));
    return null;
  }
}

/** As editors take it, relative to the file; null where the package is elsewhere: its place is this machine's own. */
function schemaPath(root: string, name: string): string | null {
  const below = relative(root, join(packagePaths().schemas, `${name}.schema.json`));
  return below.startsWith('..') ? null : join('..', below);
}
