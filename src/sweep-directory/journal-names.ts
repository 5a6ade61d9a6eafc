import { join } from 'node:path';
import { namesIn } from './names-in.ts';

/** The names of a sweep's journals in its `state/`, recognised as by `templates/search-journals.sh`. */
export function journalNames(directory: string): readonly string[] {
  return namesIn(join(directory, 'state')).filter((name) => /^[^_]+_.*\.tsv$/.test(name));
}
