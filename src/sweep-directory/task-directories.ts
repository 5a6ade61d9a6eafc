import { join } from 'node:path';
import { namesIn } from './names-in.ts';

/** The numbers of the tasks that have a directory, ascending. */
export function taskDirectories(directory: string): readonly number[] {
  const numbers = namesIn(join(directory, 'tasks')).flatMap(
    (name) => /^task_([1-9]\d*)$/.exec(name)?.[1] ?? [],
  );
  return numbers.map(Number).sort((a, b) => a - b);
}
