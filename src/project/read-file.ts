import { readFileSync } from 'node:fs';
import { commandDiagnostics } from '../diagnostics/catalogue/command.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import { systemReason } from '../diagnostics/system-reason.ts';

/** A file's bytes. If it cannot be read, the error names it as `shown`, the path as a user types it. */
export function readBytes(path: string, shown: string, diagnostics: Diagnostics): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch (error) {
    const reason = systemReason(error);
    if (reason === null) throw error;
    diagnostics.add(diagnose(commandDiagnostics.fileUnreadable, { path: shown, reason }));
    return null;
  }
}
