import { pathWord } from '../../argv/path-word.ts';
import { parseText } from '../../plan/parse-template.ts';
import type { Plan } from '../../plan/plan.ts';
import { countBlock } from '../../plan/space.ts';
import { elementBytes } from '../../shell/array-element.ts';
import { quote } from '../../shell/shell-word.ts';
import { GRACE_SECONDS } from '../../target-kit/grace.ts';
import { headerView } from '../../target-kit/header-view.ts';
import { stopLimit } from '../../target-kit/stop-view.ts';
import type { EmitContext, EmittedFile } from '../../target-kit/target.ts';
import { type BlockView, blockView } from '../block-view.ts';
import { costView } from '../cost-view.ts';
import { firstWordView } from '../first-word-view.ts';
import { placeOf } from '../place-of.ts';
import { programPath } from '../program-path.ts';
import { nameInScripts } from '../put-aside.ts';
import { quotedPlaceholders, requiredVariables } from '../required-variables.ts';
import { VariableNames } from '../variable-names.ts';
import { wandbExports } from '../wandb-exports.ts';
import { emitWord } from '../word.ts';
import { wrapperView } from '../wrapper-view.ts';

/** `scripts/task.sh`; `hasSetup` if there is a `scripts/environment.sh` for it to read. */
export function taskScript(plan: Plan, context: EmitContext, hasSetup: boolean): EmittedFile {
  return {
    path: 'scripts/task.sh',
    text: context.render('task.sh', taskView(plan, context, hasSetup)),
    executable: true,
    summary: 'the values and the command of this sweep; `bash scripts/task.sh --print 1` shows task 1',
  };
}

function taskView(plan: Plan, context: EmitContext, hasSetup: boolean): object {
  const names = new VariableNames();
  let runsStart = 0;
  const views = plan.space.blocks.map((block) => {
    const view = blockView(plan, block, runsStart, names);
    runsStart = view.runsEnd;
    return view;
  });
  const quoted = quotedPlaceholders(plan);
  const required = requiredVariables(plan);
  const program = programPath(plan);
  return {
    ...headerView(
      plan,
      context,
      'Runs a task of this sweep, and records the outcome.',
      [
        'task.sh 17            run task 17, unless it is completed or running',
        'task.sh --print 17    show the command of task 17',
        ...(plan.name === undefined ? [] : ['task.sh --names 17 18 show the names of tasks 17 and 18']),
        'task.sh --worker 1/4  run every task that no other worker runs, as the first of 4 workers',
        '',
        '  --timeout SECONDS  stop a program that runs longer',
        '  --retries N        rerun a failed task up to N times',
        '  --grace SECONDS    time between TERM and KILL',
        '  --gpus 0,1         GPUs to divide among the workers: one each, or as many as a task requests',
        "  --gpus-per-task N  GPUs per worker, instead of the sweep's",
        '  --show-output      show the output of programs, in addition to logging it',
        '  --journal NAME     record the attempts in state/NAME.tsv',
        '  --todo FILE        run the "task attempt" lines of a file, as from status.sh --todo',
        '  --preflight        check the directory and the project, and run nothing; with --elsewhere, for tasks that',
        '                     run on other machines',
        '',
        'For job scripts:',
        '  --tasks 5-8        only these',
        '  --job NAME:JOB.N   the job that this runs in, with its number of restarts',
        '  --usr1-is-end      USR1 means that the end of the walltime is near: pass it on, and start no more tasks',
        '  --goes-back        the job is requeued at the end of its walltime, so a task that times out is not a failure',
        '  --until TIME       the end of the walltime, in seconds since 1970',
        '  --cgroup NUMBER    the job number in the name of its cgroup, if this worker is alone in the job',
        '  --claim-margin S   start no task if less time than this is left; auto: twice the longest task so far',
      ],
      'start',
    ),
    count: plan.count,
    projectPath: quote(context.projectPath),
    script: plan.command.script === null ? '' : emitWord(pathWord(plan.command.script)),
    program: program === null ? '' : quote(program),
    blocks: conditions(plan, views),
    ...firstWordView(plan),
    ...wrapperView(plan, hasSetup),
    ...costView(plan),
    severalBlocks: views.length > 1,
    decimals: views.some(({ computed }) => computed.some(({ places }) => places > 0)),
    excluding: views.filter((view) => view.excluded !== ''),
    isNamed: plan.name !== undefined,
    numbered: plan.name?.numbered ?? false,
    linksNames: plan.name?.links ?? false,
    usesEnvironment: plan.convention.kind === 'env',
    quotesTaskDirectory: quoted.directory || views.some((view) => view.addsRunDirectory),
    bytes: elementBytes(views),
    required: required.map(nameInScripts).join(' '),
    quotedVariables: quoted.variables.map(nameInScripts).join(' '),
    usesVariables: required.length + quoted.variables.length > 0,
    exports: [...wandbExports(plan), ...variableExports(plan)],
    hasSetup,
    gpusPerTask: plan.resources.gpus ?? 0,
    stopLimit: stopLimit(plan) ?? 0,
    grace: GRACE_SECONDS,
  };
}

/** Which tasks belong to which block: a chain of conditions on `cell`, or none for a single block. */
function conditions(plan: Plan, views: readonly BlockView[]): readonly object[] {
  let start = 0;
  return views.map((view, index) => {
    const block = plan.space.blocks[index];
    const size = block === undefined ? 0 : countBlock(block);
    const condition = `((cell < ${start + size})); then`;
    const last = index === views.length - 1;
    const keyword = last ? 'else' : index === 0 ? `if ${condition}` : `elif ${condition}`;
    const described = {
      ...view,
      only: views.length === 1,
      keyword,
      start,
      place: placeOf(plan, block?.origin ?? null),
    };
    start += size;
    return described;
  });
}

function variableExports(plan: Plan): readonly string[] {
  return plan.environment.variables.map(
    ({ name, value }) => `${name}=${emitWord(parseText(value).template)}`,
  );
}
