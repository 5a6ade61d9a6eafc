import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import fs from 'fs-extra';

/** The prefix of a directory that is being deleted: hidden, so that it is not taken for a sweep. */
const REMOVED = '.hsm-removed-';

/** Leftovers of interrupted removals in an outputs directory; absolute paths. */
export function leftovers(outputs: string): readonly string[] {
  return fs
    .readdirSync(outputs)
    .filter((name) => name.startsWith(REMOVED))
    .map((name) => join(outputs, name))
    .filter((path) => isDirectory(path));
}

/**
 * Renames a directory to a hidden name, so that it is no longer a sweep; returns that path. If it turns out to be a link, which somebody may
 * have put there at the last moment, it is renamed back, and null is returned.
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
 * Renames a directory back.
 * @throws NodeJS.ErrnoException
 */
export function putBack(aside: string, outputs: string, name: string): void {
  fs.renameSync(aside, join(outputs, name));
}

/**
 * Deletes a directory that was set aside. Links in it are deleted, but not what they point to.
 * @throws NodeJS.ErrnoException
 */
export function removeAside(aside: string): void {
  fs.removeSync(aside);
}

/** A directory itself, not a link to one. */
function isDirectory(path: string): boolean {
  return fs.lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
