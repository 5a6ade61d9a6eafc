/** A column of invented results: a value for each task, from 1. */
export type Cells = (task: number) => string;

/**
 * The CSV that `scripts/collect.sh` prints, with invented results. Facts that are not given are those of a short task.
 */
export function resultsCsv(
  tasks: number,
  parameters: Readonly<Record<string, Cells>>,
  metrics: Readonly<Record<string, Cells>>,
  facts: Readonly<Record<string, Cells>> = {},
): string {
  const started = (task: number): number => 1_795_000_000 + Math.floor((task - 1) / 4) * 10;
  const columns: readonly (readonly [string, Cells])[] = [
    ['task', String],
    ...Object.entries(parameters),
    ...Object.entries({
      state: () => 'completed',
      exit_code: () => '0',
      duration: (task: number) => (5 + (task % 7) * 0.5).toFixed(3),
      host: (task: number) => `node0${1 + (task % 2)}`,
      attempt: () => '1',
      started: (task: number) => started(task).toFixed(3),
      ended: (task: number) => (started(task) + 5 + (task % 7) * 0.5).toFixed(3),
      ...facts,
    }),
    ...Object.entries(metrics),
  ];
  const lines = [columns.map(([name]) => name)];
  for (let task = 1; task <= tasks; task += 1) lines.push(columns.map(([, cells]) => cells(task)));
  return lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
