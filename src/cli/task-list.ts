import type { TaskRange } from '../plan/task-ranges.ts';

/** Reads `417` or `1-3,7`; null if the text is neither. Order and repetitions are kept. */
export function parseTasks(text: string): readonly TaskRange[] | null {
  const ranges: TaskRange[] = [];
  for (const part of text.split(',')) {
    const [, first, last] = /^(\d+)(?:-(\d+))?$/.exec(part.trim()) ?? [];
    if (first === undefined) return null;
    const range = { first: Number(first), last: Number(last ?? first) };
    if (range.last < range.first) return null;
    ranges.push(range);
  }
  return ranges;
}

/** The task numbers of ranges, one at a time, because a range may contain a billion. */
export function* tasksIn(ranges: readonly TaskRange[]): Generator<number> {
  for (const { first, last } of ranges) {
    for (let index = first; index <= last; index += 1) yield index;
  }
}

/** The number of tasks in ranges that do not overlap. */
export function countTasks(ranges: readonly TaskRange[]): number {
  return ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}
