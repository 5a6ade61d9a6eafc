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
}

export interface Written {
  /** Absolute: not the one asked for where that name was taken and free to change. */
  readonly directory: string;
  readonly outcome: 'created' | 'replaced' | 'extended' | 'unchanged';
  /** How many files were written. */
  readonly written: number;
}

/**
 * Writes a sweep directory. Results, files of others and edits are never overwritten, and a failure leaves the
 * disk as it was; both are reported and give null.
 */
export function writeSweep(request: WriteRequest, diagnostics: Diagnostics): Written | null {
  return tryToWrite(request.shown, diagnostics, () =>
    request.nameIsFree ? writeUnderFreeName(request) : writeInto(request, diagnostics),
  );
}

function writeUnderFreeName(request: WriteRequest): Written {
  const files = withOverview(request);
  for (let attempt = 1; ; attempt += 1) {
    const directory = attempt === 1 ? request.directory : `${request.directory}_${attempt}`;
    if (readExisting(directory) !== null) continue;
    try {
      // Another build may take the name at this very moment: then the next is tried.
      writeWhole(directory, files, false);
      return { directory, outcome: 'created', written: files.length };
    } catch (error) {
      if (readExisting(directory) === null) throw error;
    }
  }
}

function writeInto(request: WriteRequest, diagnostics: Diagnostics): Written | null {
  const { directory } = request;
  const existing = readExisting(directory);
  if (existing === null) {
    const files = withOverview(request);
    writeWhole(directory, files, false);
    return { directory, outcome: 'created', written: files.length };
  }
  if (refuses(existing, request, diagnostics)) return null;
  const digests = new Map(request.files.map((file) => [file.path, digest(file.content)]));
  if (existing.planDigest !== digests.get(planPath)) return replace(request, existing, diagnostics);
  return extend(request, existing, digests, diagnostics);
}

/** The same plan: adds what is missing and, while there are no results, brings the rest up to date. */
function extend(
  request: WriteRequest,
  existing: ExistingSweep,
  digests: ReadonlyMap<string, string>,
  diagnostics: Diagnostics,
): Written | null {
  const { directory } = request;
  const known = existing.manifest ?? new Map<string, string>();
  const changed = [...digests].find(([path, value]) => known.has(path) && known.get(path) !== value);
  if (changed !== undefined && existing.result !== null)
    return refuseResults(request, existing.result, diagnostics);
  const files = withOverview(request, existing);
  const fresh = files.filter(
    ({ path, content }) =>
      path === manifestPath ||
      (path === summaryPath ? existing.facts : known.get(path)) !== identity(path, content),
  );
  if (fresh.length === 1) return { directory, outcome: 'unchanged', written: 0 };
  writeAdditions(directory, fresh);
  return { directory, outcome: changed === undefined ? 'extended' : 'replaced', written: fresh.length };
}

/** What tells whether a file is as it should be: the text of the one that the manifest does not list, else its digest. */
function identity(path: string, content: SweepFile['content']): string {
  return path === summaryPath ? String(content) : digest(content);
}

function replace(request: WriteRequest, existing: ExistingSweep, diagnostics: Diagnostics): Written | null {
  if (existing.result !== null) return refuseResults(request, existing.result, diagnostics);
  const files = withOverview(request);
  writeWhole(request.directory, files, true);
  return { directory: request.directory, outcome: 'replaced', written: files.length };
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
        { help: 'choose another name with `--name`; the edit stays where it is' },
      ),
    );
    return true;
  }
  return false;
}

function refuseResults(request: WriteRequest, path: string, diagnostics: Diagnostics): null {
  diagnostics.add(
    diagnose(
      commandDiagnostics.directoryHoldsResults,
      { directory: request.shown, path },
      { help: 'choose another name with `--name`; results are never overwritten' },
    ),
  );
  return null;
}

/** Adds the README, the summary, `build.json` and, last, the manifest of everything, what is there already included. */
function withOverview(
  { plan, drivers, files }: WriteRequest,
  existing: ExistingSweep | null = null,
): readonly SweepFile[] {
  const overview = overviewFiles(plan, drivers, files, existing?.build ?? null).map((file) =>
    file.path === summaryPath
      ? { ...file, content: file.content + submissionsOf(existing?.facts ?? '') }
      : file,
  );
  const all = [...files, ...overview];
  const digests = new Map(existing?.manifest);
  for (const { path, content } of all) digests.set(path, digest(content));
  // Scripts add their submissions to it.
  digests.delete(summaryPath);
  return [...all, overviewFile(manifestPath, manifest(digests))];
}
