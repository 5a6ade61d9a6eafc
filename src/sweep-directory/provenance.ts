import { join } from 'node:path';
import fs from 'fs-extra';

/**
 * The directory of the records that `scripts/provenance.sh` writes, one per submission or start; relative to the sweep
 * directory.
 */
export const provenanceFolder = 'state/provenance';

/** What ran, as recorded by `scripts/provenance.sh`. */
export interface ProvenanceRecord {
  /** The file's name without its extension; sorted by it, the oldest comes first. */
  readonly name: string;
  /** Keys that occur once, such as `git_commit`. */
  readonly values: Readonly<Record<string, string>>;
  readonly untracked: readonly string[];
  /** As `NAME=value`. */
  readonly variables: readonly string[];
  readonly modules: readonly string[];
  readonly packages: readonly string[];
  readonly condaPackages: readonly string[];
  /** What was not recorded, and why. */
  readonly notRecorded: readonly string[];
  /** Null without one. */
  readonly diff: string | null;
}

/** The records of a sweep directory, the oldest first. Unreadable files are skipped. */
export function readProvenance(directory: string): readonly ProvenanceRecord[] {
  const folder = join(directory, provenanceFolder);
  const files = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  return files
    .filter((file) => /^[^.].*\.txt$/.test(file))
    .sort()
    .flatMap((file) => {
      const text = readText(join(folder, file));
      return text === null ? [] : [parseRecord(file.slice(0, -'.txt'.length), text)];
    });
}

/** Reads lines `key: text`, in which some keys repeat. After a line `diff:` comes the diff. */
export function parseRecord(name: string, text: string): ProvenanceRecord {
  const mark = '\ndiff:\n';
  const end = text.indexOf(mark);
  const diff = end < 0 ? null : text.slice(end + mark.length);
  const entries = text
    .slice(0, end < 0 ? undefined : end)
    .split('\n')
    .flatMap((line) => {
      const at = line.indexOf(': ');
      return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 2)] as const];
    });
  const all = (wanted: string): readonly string[] =>
    entries.filter(([key]) => key === wanted).map(([, value]) => value);
  return {
    name,
    values: Object.fromEntries(entries.filter(([key]) => !repeated.has(key))),
    untracked: all('untracked'),
    variables: all('variable'),
    modules: all('module'),
    packages: all('package'),
    condaPackages: all('conda_package'),
    notRecorded: all('not_recorded'),
    diff,
  };
}

const repeated: ReadonlySet<string> = new Set([
  'untracked',
  'variable',
  'module',
  'package',
  'conda_package',
  'not_recorded',
]);

function readText(path: string): string | null {
  try {
    return fs.readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
