import { join } from 'node:path';
import { namesIn } from './names-in.ts';

/** The names of a sweep's journals in its `state/`, as `templates/search-journals.sh` knows them. */
export function journalNames(directory: string): readonly string[] {
  return namesIn(join(directory, 'state')).filter((name) => /^[^_]+_.*\.tsv$/.test(name));
}
