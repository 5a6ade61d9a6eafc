import { basename, dirname, join } from 'node:path';
import fs from 'fs-extra';
import { namesIn } from './names-in.ts';

/**
 * The place where `scripts/snapshot.sh` keeps snapshots of the code, in the directory that contains the sweep
 * directories.
 */
const FOLDER = '.hsm-code';

/** Of a sweep directory: the snapshots that its tasks ran in, one path per line. */
const USES = 'state/code';

/** A snapshot of the code; paths are absolute. */
export interface Snapshot {
  readonly path: string;
  /** The list of its files as they were copied, in the lines of `list_files` of `templates/code/keep.sh`. */
  readonly list: string;
}

/** The snapshots in an outputs directory, including incomplete ones. */
export function snapshotsIn(outputs: string): readonly Snapshot[] {
  return foldersIn(join(outputs, FOLDER)).flatMap((project) => {
    const root = join(outputs, FOLDER, project);
    return foldersIn(join(root, 'code')).map((name) => ({
      path: join(root, 'code', name),
      list: join(root, '.hsm/code', name),
    }));
  });
}

/** The snapshots used by the sweeps in an outputs directory, except by some sweeps. */
export function usedSnapshots(outputs: string, without: ReadonlySet<string>): ReadonlySet<string> {
  const sweeps = foldersIn(outputs).filter((name) => !without.has(name));
  return new Set(
    sweeps.flatMap((name) => {
      const path = join(outputs, name, USES);
      return fs.existsSync(path) ? fs.readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
    }),
  );
}

/** A file in a snapshot that was not copied there, such as a result; null without one. Python's caches do not count. */
export function addedFile({ path, list }: Snapshot): string | null {
  const copied = new Set(fs.existsSync(list) ? fs.readFileSync(list, 'utf8').split('\n').map(nameIn) : []);
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of fs.readdirSync(join(path, folder), { withFileTypes: true })) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && entry.name !== '__pycache__') waiting.push(name);
      else if (entry.isFile() && !copied.has(name)) return name;
    }
  }
  return null;
}

/**
 * Removes a snapshot and the list of its files, unless a sweep uses it; this is checked once more after the snapshot
 * was renamed. Returns whether it was removed. Links in it are removed, not what they point to. @throws
 * NodeJS.ErrnoException
 */
export function removeSnapshot(outputs: string, { path, list }: Snapshot): boolean {
  const aside = join(dirname(path), `.${basename(path)}.removed`);
  fs.renameSync(path, aside);
  if (usedSnapshots(outputs, new Set()).has(path)) {
    fs.renameSync(aside, path);
    return false;
  }
  fs.removeSync(aside);
  fs.removeSync(list);
  return true;
}

/** `size time mode name`; a path if find cannot print more. */
function nameIn(line: string): string {
  return line.replace(/^(?:\/.*?\.part\/|\S+ \S+ \S+ )/, '');
}

/** The names of the directories in a directory; empty if it is a link or cannot be read. */
function foldersIn(folder: string): readonly string[] {
  return isFolder(folder) ? namesIn(folder).filter((name) => isFolder(join(folder, name))) : [];
}

function isFolder(path: string): boolean {
  return fs.lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
