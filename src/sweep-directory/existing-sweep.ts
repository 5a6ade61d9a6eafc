import { join } from 'node:path';
import fs from 'fs-extra';
import { type Build, readBuild } from './build-json.ts';
import {
  historyDirectory,
  isMadeAgain,
  manifestPath,
  planPath,
  resultDirectories,
  summaryPath,
  updateDirectory,
} from './file-names.ts';
import { digestOfFile, readManifest } from './manifest.ts';

/** The contents of a directory to be written to. */
export interface ExistingSweep {
  /** Digests by path, from the directory's manifest; null if hsm did not write the directory. */
  readonly manifest: ReadonlyMap<string, string> | null;
  /** The manifest as it was read; empty without one. */
  readonly manifestText: string;
  /** Whether another build changed the directory while it was read, so that apparent edits may be that build's. */
  readonly isChanging: boolean;
  /** A file of the manifest that was edited, or that is missing and not a script. */
  readonly edited: string | null;
  /** Scripts of the manifest that are missing. A build writes them again: there is no edit to keep. */
  readonly missing: ReadonlySet<string>;
  /** A file that is not in the manifest and was not written by a task or driver. */
  readonly foreign: string | null;
  /** Something irreplaceable in one of the directories for results. */
  readonly result: string | null;
  readonly planDigest: string | null;
  /** The text of `submission_summary.txt`, with the submissions that scripts have added. */
  readonly facts: string;
  /** Its build; null if that cannot be read. */
  readonly build: Build | null;
}

/** Examines a directory; null if it does not exist, or is empty except for empty directories for results. */
export function readExisting(directory: string): ExistingSweep | null {
  if (!fs.existsSync(directory)) return null;
  const textOf = (path: string): string =>
    fs.existsSync(join(directory, path)) ? fs.readFileSync(join(directory, path), 'utf8') : '';
  const manifestText = textOf(manifestPath);
  const manifest = manifestText === '' ? null : readManifest(manifestText);
  const [foreign] = unlistedFiles(directory, manifest);
  const result = resultDirectories
    .flatMap((name) => entriesOf(join(directory, name)).map((entry) => `${name}/${entry}`))
    .find((path) => manifest === null || !isMadeAgain(path));
  if (manifest === null && foreign === undefined && result === undefined) return null;
  const missing = new Set(
    [...(manifest?.keys() ?? [])].filter(
      (path) => path.startsWith('scripts/') && !fs.existsSync(join(directory, path)),
    ),
  );
  const edited = [...(manifest ?? [])].find(
    ([path, expected]) => !missing.has(path) && digestOfFile(join(directory, path)) !== expected,
  );
  return {
    manifest,
    manifestText,
    isChanging:
      manifest !== null &&
      (fs.existsSync(join(directory, updateDirectory)) || textOf(manifestPath) !== manifestText),
    edited: edited?.[0] ?? null,
    missing,
    foreign: foreign ?? null,
    result: result ?? null,
    planDigest: digestOfFile(join(directory, planPath)),
    facts: textOf(summaryPath),
    build: readBuild(directory),
  };
}

/** Files that are neither in the manifest nor left by a task, a driver or a command. */
export function unlistedFiles(
  directory: string,
  manifest: ReadonlyMap<string, string> | null,
): readonly string[] {
  const isKnown = (path: string): boolean =>
    path === manifestPath || (manifest !== null && (isMadeAgain(path) || manifest.has(path)));
  return filesBelow(directory, '').filter((path) => !isKnown(path));
}

/** Files outside the directories for results, relative to the top, with forward slashes. */
function filesBelow(top: string, prefix: string): readonly string[] {
  return fs.readdirSync(join(top, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (prefix === '' && isOurs(entry.name)) return [];
    return entry.isDirectory() ? filesBelow(top, path) : [path];
  });
}

/** Whether a name at the top belongs to a directory without emitted files. */
function isOurs(name: string): boolean {
  return resultDirectories.includes(name) || name === historyDirectory || name.startsWith(updateDirectory);
}

function entriesOf(directory: string): readonly string[] {
  return fs.existsSync(directory) ? fs.readdirSync(directory) : [];
}
