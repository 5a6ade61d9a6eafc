import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { commandDiagnostics } from '../diagnostics/catalogue/command.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import { Diagnostics } from '../diagnostics/diagnostics.ts';
import { systemReason } from '../diagnostics/system-reason.ts';
import { shownPath } from '../project/read-inputs.ts';
import { lastActivity } from '../sweep-directory/last-activity.ts';
import { putBack, removeAside, setAside } from '../sweep-directory/remove-sweep.ts';
import { removeSnapshot } from '../sweep-directory/snapshots.ts';
import { type CleanupPlan, isAtWork, type Kept, type Removal } from './cleanup-plan.ts';
import type { CommandContext } from './context.ts';
import { printDiagnostics } from './print-diagnostics.ts';
import { plainText } from './text-table.ts';

export interface CleanupResult {
  /** Names, in the order of deletion. */
  readonly deleted: readonly string[];
  /** What was kept nevertheless, and why. */
  readonly kept: readonly Kept[];
  readonly bytes: number;
}

/** Deletes what is planned, oldest first, and reports what could not be deleted. */
export async function removePlanned(
  outputs: string,
  { removals, leftovers, snapshots }: CleanupPlan,
  lost: readonly string[],
  context: CommandContext,
): Promise<CleanupResult> {
  const deleted: string[] = [];
  const kept: Kept[] = [];
  const diagnostics = new Diagnostics();
  let freed = 0;
  const attempt = async (
    name: string,
    bytes: number,
    remove: () => Promise<string | null>,
  ): Promise<void> => {
    const reason = await remove().catch((error: unknown) => {
      const said = systemReason(error);
      if (said === null) throw error;
      const path = plainText(shownPath(join(outputs, name), context.workingDirectory));
      diagnostics.add(diagnose(commandDiagnostics.cannotDelete, { path, reason: said }));
      return said;
    });
    if (reason === null) {
      deleted.push(name);
      freed += bytes;
    } else kept.push({ name, reason });
  };
  for (const { path, bytes } of leftovers) {
    await attempt(basename(path), bytes, () => removeLeftover(path, lost, context));
  }
  for (const removal of removals) {
    await attempt(removal.name, removal.bytes, () => removeSweep(outputs, removal, lost, context));
  }
  for (const snapshot of snapshots) {
    await attempt(snapshot.name, snapshot.bytes, async () =>
      removeSnapshot(outputs, snapshot) ? null : 'a sweep uses it again',
    );
  }
  await printDiagnostics(diagnostics, context);
  return { deleted, kept, bytes: freed };
}

/**
 * Deletes a sweep unless it became active after the first check. It is checked once before it is renamed, which would
 * disturb a worker, and once afterwards, when nobody can start it any more. Returns the reason for keeping it, or null.
 */
async function removeSweep(
  outputs: string,
  removal: Removal,
  lost: readonly string[],
  context: CommandContext,
): Promise<string | null> {
  const { name, path } = removal;
  const started = 'it was started in the meantime';
  if (await hasBegun(path, removal, lost, context)) return started;
  const aside = setAside(outputs, name);
  if (aside === null) return 'it is no longer a directory';
  if (await hasBegun(aside, removal, lost, context)) {
    putBack(aside, outputs, name);
    return started;
  }
  removeAside(aside);
  return null;
}

/** Whether something was written since the plan was made, as a driver does before it starts a task, or is running. */
async function hasBegun(
  path: string,
  planned: Removal,
  lost: readonly string[],
  context: CommandContext,
): Promise<boolean> {
  return lastActivity({ path, time: 0 }) > planned.lastActivity || isAtWork({ path }, lost, context);
}

/** A sweep with missing files is no longer active; a complete one may have been started before it was set aside. */
async function removeLeftover(
  path: string,
  lost: readonly string[],
  context: CommandContext,
): Promise<string | null> {
  const isWhole = ['plan.json', 'MANIFEST.sha256', 'scripts/status.sh', 'state'].every((part) =>
    existsSync(join(path, part)),
  );
  if (isWhole && (await isAtWork({ path }, lost, context))) return 'it is running';
  removeAside(path);
  return null;
}
