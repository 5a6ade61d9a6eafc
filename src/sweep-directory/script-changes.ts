import { join } from 'node:path';
import fs from 'fs-extra';
import { manifestPath } from './file-names.ts';
import { readManifest } from './manifest.ts';

/** What a script does: its text without comment lines and the digest of the sweep file. */
export function codeOf(text: string): string {
  return text.replace(/^ *#.*\n|[0-9a-f]{64}/gm, '');
}

/** The scripts that differ in behaviour between two sweep directories, or are in only one of them; relative paths, sorted. */
export function scriptChanges(before: string, after: string): readonly string[] {
  const paths = new Set([...scriptsIn(before), ...scriptsIn(after)]);
  return [...paths].filter((path) => codeAt(join(before, path)) !== codeAt(join(after, path))).sort();
}

function scriptsIn(directory: string): readonly string[] {
  const path = join(directory, manifestPath);
  const listed = fs.existsSync(path) ? readManifest(fs.readFileSync(path, 'utf8')) : null;
  return [...(listed?.keys() ?? [])].filter((each) => each.startsWith('scripts/'));
}

function codeAt(path: string): string | null {
  return fs.existsSync(path) ? codeOf(fs.readFileSync(path, 'utf8')) : null;
}
