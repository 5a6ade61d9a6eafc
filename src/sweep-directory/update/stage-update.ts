import { join } from 'node:path';
import fs from 'fs-extra';
import { historyDirectory, manifestPath, updateDirectory } from '../file-names.ts';
import type { SweepFile } from '../sweep-file.ts';
import { writeFilesInto } from '../write-files.ts';

/** What an update does to a sweep directory. */
export interface Update {
  /** The files that are new or not what they were, the manifest among them. */
  readonly files: readonly SweepFile[];
  /** The paths of files that are there no more. */
  readonly removed: readonly string[];
  /** The line for `state/builds.tsv`, without its end. */
  readonly line: string;
  /** The text of the manifest of the directory to which `files` and `removed` bring what has changed. */
  readonly base: string;
  /** What puts it all into place. */
  readonly finishScript: string;
}

/**
 * Writes all that an update needs to `.update` in the sweep directory, by one rename: before it nothing has happened, and after it
 * `.update/finish.sh` can be run, as often as it takes. False, with nothing changed, where another build's update is there, or where
 * `isValid`, which is asked last, says no.
 * @throws NodeJS.ErrnoException with the directory as it was
 */
export function stageUpdate(directory: string, update: Update, isValid: () => boolean): boolean {
  removeAbandoned(directory);
  const staging = fs.mkdtempSync(join(directory, `${updateDirectory}.`));
  try {
    fs.chmodSync(staging, 0o755);
    const text = (path: string, content: SweepFile['content']): SweepFile => {
      return { path, content, executable: false, summary: '' };
    };
    writeFilesInto(staging, [
      ...update.files.map((file) =>
        file.path === manifestPath ? file : { ...file, path: `files/${file.path}` },
      ),
      text('history', `${historyDirectory}/${nextNumber(directory)}\n`),
      text('removed', update.removed.map((path) => `${path}\n`).join('')),
      text('line', `${update.line}\n`),
      text('base', update.base),
      { ...text('finish.sh', update.finishScript), executable: true },
    ]);
    const isStaged = isValid() && renameTo(staging, join(directory, updateDirectory));
    if (!isStaged) fs.removeSync(staging);
    return isStaged;
  } catch (error) {
    fs.removeSync(staging);
    throw error;
  }
}

/** Whether a directory could be renamed; not where the name is taken. */
function renameTo(from: string, to: string): boolean {
  try {
    fs.renameSync(from, to);
    return true;
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** Earlier builds' that were killed before their update began; another build may be writing one at this moment. */
function removeAbandoned(directory: string): void {
  const anHourAgo = Date.now() - 3_600_000;
  for (const name of fs.readdirSync(directory)) {
    if (!name.startsWith(`${updateDirectory}.`)) continue;
    const path = join(directory, name);
    const written = fs.statSync(path, { throwIfNoEntry: false });
    if (written !== undefined && written.mtimeMs < anHourAgo) fs.removeSync(path);
  }
}

function nextNumber(directory: string): number {
  const path = join(directory, historyDirectory);
  const numbers = fs.existsSync(path) ? fs.readdirSync(path).map(Number) : [];
  return Math.max(0, ...numbers.filter(Number.isInteger)) + 1;
}
