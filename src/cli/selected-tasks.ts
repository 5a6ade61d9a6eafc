import { parseSelection, type SelectionProblem, selectTasks } from '../argv/select-tasks.ts';
import { commandDiagnostics } from '../diagnostics/catalogue/command.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { parametersOf } from '../plan/parameters.ts';
import type { Plan } from '../plan/plan.ts';
import type { TaskRange } from '../plan/task-ranges.ts';

const LISTED = 'run `hsm show` to list the parameters and their values';

/** The tasks that `--where` selects; null after reporting why there are none. */
export function selectedTasks(
  plan: Plan,
  words: string,
  diagnostics: Diagnostics,
): readonly TaskRange[] | null {
  const selection = parseSelection(words);
  const selected = 'kind' in selection ? selection : selectTasks(plan, selection);
  if ('kind' in selected) {
    report(reasonOf(selected), helpFor(selected, plan), diagnostics);
    return null;
  }
  const ranges = [...selected];
  if (ranges.length > 0) return ranges;
  report('no task has this combination of values', LISTED, diagnostics);
  return null;
}

function report(reason: string, help: string, diagnostics: Diagnostics): void {
  diagnostics.add(diagnose(commandDiagnostics.nothingSelected, { reason }, { help }));
}

function reasonOf(problem: SelectionProblem): string {
  if (problem.kind === 'words') return problem.reason;
  const { kind, name } = problem;
  if (kind === 'unknown') return `this sweep has no parameter \`${name}\``;
  if (kind === 'never') return `no task has this value of \`${name}\``;
  return `\`${name}\` is a derived parameter`;
}

function helpFor(problem: SelectionProblem, { space }: Plan): string {
  if (problem.kind === 'words') return 'write `NAME=VALUE`, such as `lr=0.01 seed=1,2`';
  if (problem.kind === 'never') return LISTED;
  if (problem.kind === 'derived') return 'select by the parameters that it depends on';
  const names = space.blocks.flatMap((block) => parametersOf(block).map(({ parameter }) => parameter.name));
  const close = didYouMean(problem.name, [...new Set(names)]);
  return close === undefined ? LISTED : `did you mean \`${close}\`?`;
}
