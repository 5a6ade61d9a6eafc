import { join } from 'node:path';
import fs from 'fs-extra';
import { journalNames } from '../journal-names.ts';
import { taskDirectories } from '../task-directories.ts';

/**
 * The numbers of the tasks that were ever started in a sweep directory, ascending: those with a directory, and those in
 * a journal, whose directories may have been removed.
 */
export function startedTasks(directory: string): readonly number[] {
  const started = new Set(taskDirectories(directory));
  for (const name of journalNames(directory)) {
    const text = fs.readFileSync(join(directory, 'state', name), 'utf8');
    // A task that another worker had claimed first was not started.
    for (const [, number, state] of text.matchAll(/^([1-9]\d*)\t(?:[^\t\n]*\t){5}([^\t\n]*)/gm)) {
      if (state !== 'skipped') started.add(Number(number));
    }
  }
  return [...started].sort((a, b) => a - b);
}
