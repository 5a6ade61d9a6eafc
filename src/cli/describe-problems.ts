import { counted } from '../diagnostics/counted.ts';
import { createPalette } from '../diagnostics/palette.ts';
import { taskListParts } from '../plan/task-list-text.ts';
import type { Problem } from '../sweep-directory/verify/problem.ts';
import { plainText } from './text-table.ts';

/** How many paths of one problem are shown. */
const SHOWN = 5;

/** A problem of a sweep directory, what it concerns and what to do; `tasks` is null if the plan cannot be read. */
export function describeProblems(
  directory: string,
  problems: readonly Problem[],
  tasks: number | null,
  color: boolean,
): string {
  const { bad, doubtful } = createPalette(color);
  const paints = { wrong: bad, note: doubtful };
  const count = tasks === null ? '' : `, ${counted(tasks, 'task')}`;
  if (problems.length === 0) return `${plainText(directory)}${count}: no problems\n`;
  const lines = problems.flatMap((problem) => [
    `${paints[problem.level](problem.level.padEnd(5))}  ${plainText(problem.text)}${tasksOf(problem)}`,
    ...problem.paths.slice(0, SHOWN).map((path) => `         ${plainText(path)}`),
    ...(problem.paths.length > SHOWN ? [`         and ${problem.paths.length - SHOWN} more`] : []),
    `       ${plainText(problem.remedy)}`,
  ]);
  return [`${plainText(directory)}${count}`, ...lines].map((line) => `${line}\n`).join('');
}

function tasksOf({ tasks }: Problem): string {
  if (tasks.length === 0) return '';
  const text = taskListParts(tasks).join(',');
  return `: ${text.length > 60 ? `${text.slice(0, text.lastIndexOf(',', 60))}, …` : text}`;
}
