import { commandDiagnostics } from './catalogue/command.ts';
import { diagnose } from './diagnostic.ts';
import type { Diagnostics } from './diagnostics.ts';
import { systemReason } from './system-reason.ts';

/**
 * The result of writing; null if the system refused, which is reported with the path as a user would type it.
 * @throws errors that do not come from the system
 */
export function tryToWrite<T>(path: string, diagnostics: Diagnostics, write: () => T): T | null {
  try {
    return write();
  } catch (error) {
    const reason = systemReason(error);
    if (reason === null) throw error;
    diagnostics.add(diagnose(commandDiagnostics.cannotWrite, { path, reason }));
    return null;
  }
}
