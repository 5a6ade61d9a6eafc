import { basename, dirname, join } from 'node:path';
import fs from 'fs-extra';
import { resultDirectories } from './file-names.ts';
import type { SweepFile } from './sweep-file.ts';

const DIRECTORY_MODE = 0o755;

/**
 * Writes a complete directory or nothing: everything is written to a temporary sibling, to which `fill` may add files,
 * and which is renamed at the end. With `replace`, an existing directory is moved aside first.
 * @throws NodeJS.ErrnoException with the disk as it was before
 */
export function writeWhole(
  path: string,
  files: readonly SweepFile[],
  replace: boolean,
  fill: (staging: string) => void,
): void {
  fs.ensureDirSync(dirname(path));
  const directory = withoutLinks(path);
  const staging = stagingBeside(directory);
  try {
    writeFilesInto(staging, files);
    for (const name of resultDirectories) makeDirectory(join(staging, name));
    fill(staging);
    if (replace) swap(staging, directory);
    else fs.renameSync(staging, directory);
  } catch (error) {
    fs.removeSync(staging);
    throw error;
  }
}

/**
 * Adds files to a sweep directory and replaces existing ones. All are written next to the directory first, so that a
 * full disk changes nothing; the last file of the list, the manifest, is moved last.
 * @throws NodeJS.ErrnoException
 */
export function writeAdditions(path: string, files: readonly SweepFile[]): void {
  const directory = withoutLinks(path);
  const staging = stagingBeside(directory);
  try {
    writeFilesInto(staging, files);
    for (const file of files) {
      makeDirectories(directory, dirname(file.path));
      fs.renameSync(join(staging, file.path), join(directory, file.path));
    }
  } finally {
    fs.removeSync(staging);
  }
}

/** A link to a directory elsewhere, such as on a larger disk, stays a link. */
function withoutLinks(path: string): string {
  return fs.existsSync(path) ? fs.realpathSync(path) : path;
}

function stagingBeside(directory: string): string {
  const staging = fs.mkdtempSync(join(dirname(directory), `.${basename(directory)}.`));
  fs.chmodSync(staging, DIRECTORY_MODE);
  return staging;
}

function swap(staging: string, directory: string): void {
  const aside = `${staging}.old`;
  fs.renameSync(directory, aside);
  try {
    fs.renameSync(staging, directory);
  } catch (error) {
    fs.renameSync(aside, directory);
    throw error;
  }
  fs.removeSync(aside);
}

/** Writes files that must not exist yet. Modes are set after the write, because the user's umask may remove bits. */
export function writeFilesInto(top: string, files: readonly SweepFile[]): void {
  for (const file of files) {
    makeDirectories(top, dirname(file.path));
    const path = join(top, file.path);
    fs.writeFileSync(path, file.content, { flag: 'wx' });
    fs.chmodSync(path, file.executable ? 0o755 : 0o644);
  }
}

function makeDirectories(top: string, below: string): void {
  let path = top;
  for (const part of below.split('/')) {
    if (part === '.') continue;
    path = join(path, part);
    if (!fs.existsSync(path)) makeDirectory(path);
  }
}

function makeDirectory(path: string): void {
  fs.mkdirSync(path);
  fs.chmodSync(path, DIRECTORY_MODE);
}
