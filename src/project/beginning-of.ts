import { closeSync, openSync, readSync, statSync } from 'node:fs';

const MOST_BYTES = 262_144;

/** The beginning of a file as text; null if it is not a file or cannot be read. */
export function beginningOf(path: string): string | null {
  try {
    if (!statSync(path).isFile()) return null;
    const file = openSync(path, 'r');
    try {
      const buffer = Buffer.alloc(MOST_BYTES);
      return buffer.toString('utf8', 0, readSync(file, buffer, 0, MOST_BYTES, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}
