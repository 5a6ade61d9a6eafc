import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import { tryToWrite } from '../diagnostics/try-to-write.ts';
import type { DetectedProject } from './detect.ts';
import { projectFiles } from './find-project.ts';
import { initConfigFile } from './init-config-file.ts';
import { initSweepFile } from './init-sweep-file.ts';

export interface InitializedFile {
  /** Relative to the project root. */
  readonly path: string;
  /** Existing files stay unchanged. */
  readonly outcome: 'written' | 'kept';
}

/**
 * Writes `sweeps/sweep.yaml` and `sweeps/hsm_config.yaml` below `root`, filled with what was detected in it. `schemas`
 * is the folder of their JSON Schemas.
 */
export function initProject(
  root: string,
  schemas: string,
  detected: DetectedProject,
  diagnostics: Diagnostics,
): readonly InitializedFile[] {
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
  return tryToWrite(shown, diagnostics, () => {
    try {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text, { flag: 'wx' });
      return 'written';
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return 'kept';
      throw error;
    }
  });
}

/**
 * The path for editors, relative to the file; null if the package is outside the project, because its path differs
 * between machines.
 */
function schemaPath(root: string, schemas: string, name: string): string | null {
  const below = relative(root, join(schemas, `${name}.schema.json`));
  return below.startsWith('..') ? null : join('..', below);
}
