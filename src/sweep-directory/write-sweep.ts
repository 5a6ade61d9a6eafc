import { commandDiagnostics } from '../diagnostics/catalogue/command.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import { tryToWrite } from '../diagnostics/try-to-write.ts';
import type { Plan } from '../plan/plan.ts';
import type { Driver } from '../target-kit/driver.ts';
import { type ExistingSweep, readExisting } from './existing-sweep.ts';
import { manifestPath, planPath, summaryPath } from './file-names.ts';
import { digest, manifest } from './manifest.ts';
import { overviewFile, overviewFiles } from './overview.ts';
import { submissionsOf } from './submission-summary.ts';
import type { SweepFile } from './sweep-file.ts';
import { copyTasks, hasTaken } from './take-over/copy-tasks.ts';
import type { FinishedSweep } from './take-over/finished-sweep.ts';
import { matchTasks, type TakenTask } from './take-over/match-tasks.ts';
import { type UpdateMeans, updateSweep } from './update/update-sweep.ts';
import { writeAdditions, writeWhole } from './write-files.ts';

export interface WriteRequest {
  /** Absolute. */
  readonly directory: string;
  /** The directory as messages show it. */
  readonly shown: string;
  /** A directory whose name the user did not choose gets another name if it is taken: `sweep_…_2`. */
  readonly nameIsFree: boolean;
  readonly plan: Plan;
  /** The driver of each target, by the target's name. */
  readonly drivers: ReadonlyMap<string, Driver>;
  /** All files except those that describe the directory as a whole. */
  readonly files: readonly SweepFile[];
  /** Sweeps whose completed tasks the new one takes over. */
  readonly from: readonly FinishedSweep[];
  /** What an update needs, if `pendingChange` returns an update. */
  readonly update: UpdateMeans | null;
}

export interface Written {
  /** Absolute. It differs from the requested path if that name was taken and not chosen by the user. */
  readonly directory: string;
  readonly outcome: Outcome;
  /** The number of files written. */
  readonly written: number;
  /** What was taken over from the sweeps of `from`. */
  readonly taken?: readonly TakenTask[];
  /** Only for an update. Its files wait in `.update`, whose `finish.sh` must be run. */
  readonly update?: {
    readonly changes: readonly string[];
    readonly tasksBefore: number;
    /** The text of the directory's new manifest. */
    readonly manifest: string;
  };
}

/**
 * `updated`: the directory has results, and they stay valid. `replaced`: it has none. `overtaken`: nothing was written,
 * because another build or a starting task was faster; the directory must be examined again.
 */
export type Outcome = 'created' | 'replaced' | 'extended' | 'updated' | 'unchanged' | 'overtaken';

/**
 * Writes a sweep directory. Results, other files and edits are never overwritten, and a failure leaves the disk as it
 * was; both are reported, and null is returned.
 */
export function writeSweep(request: WriteRequest, diagnostics: Diagnostics): Written | null {
  return tryToWrite(request.shown, diagnostics, () =>
    request.nameIsFree ? writeUnderFreeName(request) : writeInto(request, diagnostics),
  );
}

/** The change that writing these files to a directory would make; null without a change. */
export function pendingChange(
  directory: string,
  files: readonly SweepFile[],
): { readonly hasResults: boolean; readonly targets: readonly string[] } | null {
  const existing = readExisting(directory);
  if (existing === null || !isChanged(existing, digestsOf(files))) return null;
  return { hasResults: existing.result !== null, targets: Object.keys(existing.build?.targets ?? {}) };
}

function writeUnderFreeName(request: WriteRequest): Written {
  for (let attempt = 1; ; attempt += 1) {
    const directory = attempt === 1 ? request.directory : `${request.directory}_${attempt}`;
    if (readExisting(directory) !== null) continue;
    try {
      // Another build may take the name at this very moment; then the next name is tried.
      return create(request, directory, 'created');
    } catch (error) {
      if (readExisting(directory) === null) throw error;
    }
  }
}

function writeInto(request: WriteRequest, diagnostics: Diagnostics): Written | null {
  const { directory } = request;
  const existing = readExisting(directory);
  if (existing === null) return create(request, directory, 'created');
  if (existing.isChanging) return { directory, outcome: 'overtaken', written: 0 };
  if (refuses(existing, request, diagnostics)) return null;
  if (existing.result !== null && !hasTaken(directory, request.from)) {
    diagnostics.add(
      diagnose(
        commandDiagnostics.takesOverTooLate,
        { directory: request.shown },
        { help: 'build under another name: `--name NEW`' },
      ),
    );
    return null;
  }
  const digests = digestsOf(request.files);
  const changes = isChanged(existing, digests);
  if (changes && existing.result !== null) {
    const files = withOverview(request, null, existing.facts);
    return updateSweep(request, existing, files, freshOf(files, existing), diagnostics);
  }
  const takesOver = existing.result === null && request.from.length > 0;
  if (takesOver || existing.planDigest !== digests.get(planPath)) {
    return create(request, directory, 'replaced');
  }
  const fresh = freshOf(withOverview(request, existing, existing.facts), existing);
  if (fresh.length === 1) return { directory, outcome: 'unchanged', written: 0 };
  writeAdditions(directory, fresh);
  return { directory, outcome: changes ? 'replaced' : 'extended', written: fresh.length };
}

/** Writes the complete directory, including completed tasks of the sweeps of `from`. */
function create(request: WriteRequest, directory: string, outcome: 'created' | 'replaced'): Written {
  const { plan, from } = request;
  const files = withOverview(request);
  const taken = matchTasks(plan, from);
  writeWhole(directory, files, outcome === 'replaced', (staging) => copyTasks(staging, from, taken));
  return { directory, outcome, written: files.length, taken };
}

function digestsOf(files: readonly SweepFile[]): ReadonlyMap<string, string> {
  return new Map(files.map((file) => [file.path, digest(file.content)]));
}

/** Whether an existing file would change; files that would only be added do not count. */
function isChanged({ manifest }: ExistingSweep, digests: ReadonlyMap<string, string>): boolean {
  return [...digests].some(([path, value]) => manifest?.has(path) && manifest.get(path) !== value);
}

/** The files that are missing or differ, and always the manifest. */
function freshOf(
  files: readonly SweepFile[],
  { manifest, missing, facts }: ExistingSweep,
): readonly SweepFile[] {
  return files.filter(
    ({ path, content }) =>
      path === manifestPath ||
      missing.has(path) ||
      (path === summaryPath ? facts : manifest?.get(path)) !== identity(path, content),
  );
}

/**
 * What identifies the right content of a file: the text for the one file that the manifest does not list, else the
 * digest.
 */
function identity(path: string, content: SweepFile['content']): string {
  return path === summaryPath ? String(content) : digest(content);
}

function refuses(existing: ExistingSweep, request: WriteRequest, diagnostics: Diagnostics): boolean {
  const directory = request.shown;
  const foreign = existing.foreign ?? (existing.manifest === null ? existing.result : null);
  if (foreign !== null) {
    diagnostics.add(
      diagnose(
        commandDiagnostics.directoryNotOurs,
        { directory, path: foreign },
        { help: 'choose another name with `--name`, or move that file away' },
      ),
    );
    return true;
  }
  if (existing.edited !== null) {
    diagnostics.add(
      diagnose(
        commandDiagnostics.fileEdited,
        { directory, path: existing.edited },
        { help: 'choose another name with `--name`; the edit is kept' },
      ),
    );
    return true;
  }
  return false;
}

/**
 * Adds the README, the summary, `build.json` and, last, the manifest of everything; with `existing`, this includes the
 * directory's present contents. The submissions in `facts` stay in the summary.
 */
function withOverview(
  { plan, drivers, files }: WriteRequest,
  existing: ExistingSweep | null = null,
  facts = '',
): readonly SweepFile[] {
  const overview = overviewFiles(plan, drivers, files, existing?.build ?? null).map((file) =>
    file.path === summaryPath ? { ...file, content: file.content + submissionsOf(facts) } : file,
  );
  const all = [...files, ...overview];
  const digests = new Map(existing?.manifest);
  for (const { path, content } of all) digests.set(path, digest(content));
  // Scripts add their submissions to it.
  digests.delete(summaryPath);
  return [...all, overviewFile(manifestPath, manifest(digests))];
}
