import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import fs from 'fs-extra';

/** How much of a file is read to determine whether hsm wrote it. */
const HEAD = 1024;

/** Whether a path exists and is something other than a file with this mark near its beginning. */
export function isForeign(path: string, mark: string): boolean {
  if (fs.lstatSync(path, { throwIfNoEntry: false }) === undefined) return false;
  try {
    const file = fs.openSync(path, 'r');
    try {
      const head = Buffer.alloc(HEAD);
      const length = fs.readSync(file, head, 0, HEAD, 0);
      return !head.toString('utf8', 0, length).includes(mark);
    } finally {
      fs.closeSync(file);
    }
  } catch {
    return true;
  }
}

/**
 * Writes a file completely or not at all: under a temporary name, and renamed. A link, a device or a pipe is written to instead:
 * `/dev/null` must not become a file.
 * @throws NodeJS.ErrnoException
 */
export function writeAtomically(path: string, text: string): void {
  const there = fs.lstatSync(path, { throwIfNoEntry: false });
  if (there !== undefined && !there.isFile()) {
    fs.writeFileSync(path, text);
    return;
  }
  const unfinished = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  try {
    fs.writeFileSync(unfinished, text, { flag: 'wx' });
    fs.renameSync(unfinished, path);
  } catch (error) {
    fs.removeSync(unfinished);
    throw error;
  }
}
