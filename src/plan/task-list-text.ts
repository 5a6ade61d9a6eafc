/** Ascending task numbers in the notation of task lists, one text per range: `1-3` and `7`. */
export function taskListParts(tasks: readonly number[]): readonly string[] {
  const ranges: { first: number; last: number }[] = [];
  for (const task of tasks) {
    const range = ranges.at(-1);
    if (range !== undefined && range.last === task - 1) range.last = task;
    else ranges.push({ first: task, last: task });
  }
  return ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`));
}
