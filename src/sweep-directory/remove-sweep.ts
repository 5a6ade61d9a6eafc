import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import fs from 'fs-extra';

/** What the name of a directory that is being deleted begins with: hidden, so that it is no sweep's. */
const REMOVED = '.hsm-removed-';

/** What interrupted removals left in an outputs directory; absolute paths. */
export function leftovers(outputs: string): readonly string[] {
  return fs
    .readdirSync(outputs)
    .filter((name) => name.startsWith(REMOVED))
    .map((name) => join(outputs, name))
    .filter((path) => isDirectory(path));
}

/**
 * Takes a directory out of the sweeps by a hidden name beside it; returns that path. What turns out to be a link, which
 * somebody may have put in the directory's place at the last moment, gets its name back, and null is returned.
 * @throws NodeJS.ErrnoException
 */
export function setAside(outputs: string, name: string): string | null {
  const aside = join(outputs, `${REMOVED}${randomBytes(8).toString('hex')}`);
  fs.renameSync(join(outputs, name), aside);
  if (isDirectory(aside)) return aside;
  putBack(aside, outputs, name);
  return null;
}

/**
 * Gives a directory its name back.
 * @throws NodeJS.ErrnoException
 */
export function putBack(aside: string, outputs: string, name: string): void {
  fs.renameSync(aside, join(outputs, name));
}

/**
 * Deletes a directory that was set aside. Links in it are deleted, and what they lead to is not.
 * @throws NodeJS.ErrnoException
 */
export function removeAside(aside: string): void {
  fs.removeSync(aside);
}

/** A directory itself, not a link to one. */
function isDirectory(path: string): boolean {
  return fs.lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
