import { join } from 'node:path';
import fs from 'fs-extra';
import { codeOf } from '../script-changes.ts';
import type { SweepFile } from '../sweep-file.ts';

/** Scripts that nothing which waits or runs comes back to: a person starts them, or a scheduler has its own copy. */
const startedByPeople =
  /^scripts\/(?:columns\.sh|collect\.(?:sh|awk)|errors\.sh|cancel\.sh|resume\.sh|provenance\.sh|snapshot\.sh|wandb-sync\.sh|submit-[^/]+\.sh)$/;

/** Whether jobs and workers that were started before would go on with other scripts. Comments make no difference. */
export function disturbsJobs(
  directory: string,
  fresh: readonly SweepFile[],
  removed: readonly string[],
): boolean {
  const changes = ({ path, content }: SweepFile): boolean => {
    const at = join(directory, path);
    // What is new is read by no job.
    return fs.existsSync(at) && codeOf(fs.readFileSync(at, 'utf8')) !== codeOf(String(content));
  };
  return removed.some(isReadByJobs) || fresh.some((file) => isReadByJobs(file.path) && changes(file));
}

function isReadByJobs(path: string): boolean {
  return path.startsWith('scripts/') && !startedByPeople.test(path);
}
