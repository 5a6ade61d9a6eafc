import { pathWord } from '../command/path-word.ts';
import type { Plan } from '../plan/plan.ts';
import { quote } from '../shell/shell-word.ts';
import { countBlock } from '../space/space.ts';
import { GRACE_SECONDS } from '../target-kit/grace.ts';
import { headerView } from '../target-kit/header-view.ts';
import type { EmitContext, EmittedFile } from '../target-kit/target.ts';
import { type BlockView, blockView, placeOf } from './block-view.ts';
import { environmentScript } from './environment-script.ts';
import { VariableNames } from './variable-names.ts';
import { wandbExports } from './wandb-exports.ts';
import { emitWord } from './word.ts';

/** The scripts that are the same whatever the target: what a task is, and what became of the tasks. */
export function commonScripts(plan: Plan, context: EmitContext): readonly EmittedFile[] {
  const environment = environmentScript(plan, context);
  return [
    {
      path: 'scripts/task.sh',
      text: context.render('task.sh', taskView(plan, context, environment !== null)),
      executable: true,
      summary: 'the values and the command of this sweep; `bash scripts/task.sh --print 1` shows task 1',
    },
    {
      path: 'scripts/runner.sh',
      text: context.render('runner.sh', runnerView(plan, context)),
      executable: false,
      summary: 'claims tasks, runs them and keeps the record; `task.sh` reads it',
    },
    {
      path: 'scripts/status.sh',
      text: context.render('status.sh', statusView(plan, context)),
      executable: true,
      summary: 'tells what became of the tasks',
    },
    {
      path: 'scripts/cancel.sh',
      text: context.render('cancel.sh', cancelView(plan, context)),
      executable: true,
      summary: 'stops the tasks that run and takes those that wait out of the queue',
    },
    ...(environment === null ? [] : [environment]),
  ];
}

function statusView(plan: Plan, context: EmitContext): object {
  return {
    ...headerView(
      plan,
      context,
      'Tells what became of the tasks of this sweep, from the journals in state/.',
      [
        'status.sh [--watch] [--failed] [--tsv] [--lost HOST]',
        '',
        '  --watch      show it again every two seconds until nothing is left to do',
        '  --failed     list every task that ended badly, not only the first 20',
        '  --tsv        one line a task, for programs',
        '  --lost HOST  count what HOST left unfinished as lost: the host is gone. Of a job that was started',
        '               again, NAME:JOB.0 is the first start',
        '  --todo       one line "task attempt" for each task that is to run, chosen by --failed,',
        '               --missing, --timeout, --queued and --only 1,5-8',
        '',
        'States: completed; failed, timeout, cancelled; lost, when the process or the job is gone without a word;',
        'running; queued, when a job that waits will run it; pending.',
      ],
    ),
    count: plan.count,
  };
}

function cancelView(plan: Plan, context: EmitContext): object {
  return headerView(
    plan,
    context,
    'Cancels this sweep: its jobs in the queue, and its workers on this host.',
    [
      'cancel.sh [--only 1,5-8] [-y]',
      '',
      '  --only 1,5-8  only jobs that are there for none but these tasks',
      '  -y            do not ask first',
      '',
      'Tasks that are cut off are cancelled, and run again when the sweep is run or submitted again.',
    ],
  );
}

function runnerView(plan: Plan, context: EmitContext): object {
  const title = 'Claims tasks, runs them and records what became of them.';
  const usage = ['task.sh reads this file; it does nothing by itself, and is the same for every sweep.'];
  return headerView(plan, context, title, usage, 'sourced');
}

function taskView(plan: Plan, context: EmitContext, hasSetup: boolean): object {
  const names = new VariableNames();
  let runsStart = 0;
  const views = plan.space.blocks.map((block) => {
    const view = blockView(plan, block, runsStart, names);
    runsStart += 3 * view.runs.length;
    return view;
  });
  return {
    ...headerView(plan, context, 'Runs a task of this sweep, and records what became of it.', [
      'task.sh 17            run task 17, unless it is completed or running',
      'task.sh --print 17    show the command of task 17',
      'task.sh --worker 1/4  run every task that no other worker has: the first of 4 such workers',
      '',
      '  --timeout SECONDS  stop a program that runs for longer',
      '  --retries N        run a task that fails up to N times more',
      '  --grace SECONDS    from asking a program to end to killing it',
      '  --gpus 0,1         GPUs to share out among the workers',
      '  --show-output      show what programs print, as well as keeping it',
      '  --journal NAME     record in state/NAME.tsv',
      '  --todo FILE        run the "task attempt" lines of a file, as status.sh --todo prints them',
      '  --preflight        check the directory and the project, and run nothing',
      '',
      'For job scripts:',
      '  --tasks 5-8        only these',
      '  --job NAME:JOB.N   the job that this runs in, and how often it was started before',
      '  --usr1-is-end      USR1 means that the walltime is near: pass it on, and begin nothing new',
      '  --until TIME       when the walltime ends, in seconds since 1970',
      '  --claim-margin S   begin nothing when less than that is left; auto: twice the longest task so far',
    ]),
    count: plan.count,
    projectPath: quote(context.projectPath),
    script: plan.command.script === null ? '' : emitWord(pathWord(plan.command.script)),
    blocks: conditions(plan, views),
    severalBlocks: views.length > 1,
    excluding: views.filter((view) => view.excluded !== ''),
    usesEnvironment: plan.convention.kind === 'env',
    quotesTaskDirectory: views.some((view) => view.addsRunDirectory),
    exports: [...wandbExports(plan), ...variableExports(plan)],
    hasSetup,
    gpusPerTask: Math.max(1, plan.resources.gpus ?? 1),
    grace: GRACE_SECONDS,
  };
}

/** Which tasks are of which block: a chain of conditions on `cell`, or none for a single block. */
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
  return plan.environment.variables.map(({ name, value }) => `${name}=${quote(value)}`);
}
