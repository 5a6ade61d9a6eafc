import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { summaryPath } from './file-names.ts';
import { targetsOfSummary } from './submission-summary.ts';

/** The targets that a sweep directory was built for. */
export function targetsOf(directory: string): readonly string[] {
  const path = join(directory, summaryPath);
  return existsSync(path) ? targetsOfSummary(readFileSync(path, 'utf8')) : [];
}
