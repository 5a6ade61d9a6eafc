import { join } from 'node:path';
import fs from 'fs-extra';
import { historyDirectory, manifestPath, updateDirectory } from '../file-names.ts';
import type { SweepFile } from '../sweep-file.ts';
import { writeFilesInto } from '../write-files.ts';

/** The effect of an update on a sweep directory. */
export interface Update {
  /** The new and changed files, including the manifest. */
  readonly files: readonly SweepFile[];
  /** The paths of files that no longer exist. */
  readonly removed: readonly string[];
  /** The line for `state/builds.tsv`, without its line break. */
  readonly line: string;
  /** The text of the manifest of the directory that `files` and `removed` change. */
  readonly base: string;
  /** The script that moves everything into place. */
  readonly finishScript: string;
}

/**
 * Writes everything that an update needs to `.update` in the sweep directory, by one rename. Before it, nothing has
 * changed; after it, `.update/finish.sh` can be run, repeatedly if necessary. Returns false, with nothing changed, if
 * another build's update is already staged, or if `isValid`, which is called last, returns false.
 * @throws NodeJS.ErrnoException with the directory unchanged
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

/** Renames a directory; returns false if the new name is taken. */
function renameTo(from: string, to: string): boolean {
  try {
    fs.renameSync(from, to);
    return true;
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/**
 * Removes the files of earlier builds that were killed before their update was staged; another build may be writing its
 * own at this moment.
 */
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
