import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The names of a sweep's journals in its `state/`, as `templates/search-journals.sh` knows them; none if nothing has started.
 * @throws NodeJS.ErrnoException if `state/` exists and cannot be read
 */
export function journalNames(directory: string): readonly string[] {
  return entriesIn(join(directory, 'state'))
    .filter((entry) => !entry.isDirectory() && /^[^_]+_.*\.tsv$/.test(entry.name))
    .map(({ name }) => name)
    .sort();
}

function entriesIn(directory: string): ReturnType<typeof readEntries> {
  try {
    return readEntries(directory);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}

function readEntries(directory: string) {
  return readdirSync(directory, { withFileTypes: true });
}
