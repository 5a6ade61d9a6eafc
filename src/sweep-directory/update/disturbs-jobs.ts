import { join } from 'node:path';
import fs from 'fs-extra';
import { codeOf } from '../script-changes.ts';
import type { SweepFile } from '../sweep-file.ts';

/** Scripts that no waiting or running job reads again: users start them, or a scheduler has its own copy. */
const startedByPeople =
  /^scripts\/(?:columns\.sh|collect\.(?:sh|awk)|errors\.sh|cancel\.sh|resume\.sh|provenance\.sh|snapshot\.sh|wandb-sync\.sh|submit-[^/]+\.sh)$/;

/**
 * Whether an update would change scripts under jobs and workers that have already started. Comments make no difference.
 */
export function disturbsJobs(
  directory: string,
  fresh: readonly SweepFile[],
  removed: readonly string[],
): boolean {
  const changes = ({ path, content }: SweepFile): boolean => {
    const at = join(directory, path);
    // No job reads a file that is new.
    return fs.existsSync(at) && codeOf(fs.readFileSync(at, 'utf8')) !== codeOf(String(content));
  };
  return removed.some(isReadByJobs) || fresh.some((file) => isReadByJobs(file.path) && changes(file));
}

function isReadByJobs(path: string): boolean {
  return path.startsWith('scripts/') && !startedByPeople.test(path);
}
