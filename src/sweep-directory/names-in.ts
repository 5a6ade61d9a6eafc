import { readdirSync } from 'node:fs';

/** The names in a directory, in an order that does not depend on the machine; empty if it cannot be read. */
export function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).sort();
  } catch {
    return [];
  }
}
