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
  /** The directory as messages call it. */
  readonly shown: string;
  /** A directory whose name nobody chose gets another name where it is taken: `sweep_…_2`. */
  readonly nameIsFree: boolean;
  readonly plan: Plan;
  /** The driver of each target, by the target's name. */
  readonly drivers: ReadonlyMap<string, Driver>;
  /** All files but those that speak of the directory as a whole. */
  readonly files: readonly SweepFile[];
  /** Sweeps whose completed tasks the new one is to have. */
  readonly from: readonly FinishedSweep[];
  /** What an update takes, where `pendingChange` says that writing would be one. */
  readonly update: UpdateMeans | null;
}

export interface Written {
  /** Absolute: not the one asked for where that name was taken and free to change. */
  readonly directory: string;
  readonly outcome: Outcome;
  /** How many files were written. */
  readonly written: number;
  /** What was taken over from the sweeps of `from`. */
  readonly taken?: readonly TakenTask[];
  /** Only of an update. Its files wait in `.update`, whose `finish.sh` has to be run. */
  readonly update?: {
    readonly changes: readonly string[];
    readonly tasksBefore: number;
    /** The text of the manifest that the directory then has. */
    readonly manifest: string;
  };
}

/**
 * `updated`: the directory has results, and they stay valid; `replaced`: it has none. `overtaken`: nothing was written, because another
 * build or a task that began was faster; what the directory holds has to be looked at again.
 */
export type Outcome = 'created' | 'replaced' | 'extended' | 'updated' | 'unchanged' | 'overtaken';

/**
 * Writes a sweep directory. Results, files of others and edits are never overwritten, and a failure leaves the
 * disk as it was; both are reported and give null.
 */
export function writeSweep(request: WriteRequest, diagnostics: Diagnostics): Written | null {
  return tryToWrite(request.shown, diagnostics, () =>
    request.nameIsFree ? writeUnderFreeName(request) : writeInto(request, diagnostics),
  );
}

/** What would change in a directory that these files were written to; null where nothing would. */
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
      // Another build may take the name at this very moment: then the next is tried.
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

/** Writes the directory as a whole, with what the sweeps of `from` have completed. */
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

/** Whether a file that is there would be another one; files that would only be added do not count. */
function isChanged({ manifest }: ExistingSweep, digests: ReadonlyMap<string, string>): boolean {
  return [...digests].some(([path, value]) => manifest?.has(path) && manifest.get(path) !== value);
}

/** Those that are not there as they should be, and always the manifest. */
function freshOf(files: readonly SweepFile[], { manifest, facts }: ExistingSweep): readonly SweepFile[] {
  return files.filter(
    ({ path, content }) =>
      path === manifestPath ||
      (path === summaryPath ? facts : manifest?.get(path)) !== identity(path, content),
  );
}

/** What tells whether a file is as it should be: the text of the one that the manifest does not list, else its digest. */
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
 * Adds the README, the summary, `build.json` and, last, the manifest of everything, what is in the directory already included
 * where `existing` is given. The submissions that `facts` tells of stay in the summary.
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
