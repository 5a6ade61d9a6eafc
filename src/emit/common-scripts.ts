import type { Plan } from '../plan/plan.ts';
import type { EmitContext, EmittedFile } from '../target-kit/target.ts';
import { cancelScript } from './scripts/cancel.ts';
import { classesScript } from './scripts/classes.ts';
import { collectScripts } from './scripts/collect.ts';
import { environmentScript } from './scripts/environment.ts';
import { errorsScript } from './scripts/errors.ts';
import { provenanceScript } from './scripts/provenance.ts';
import { resumeScript } from './scripts/resume.ts';
import { runnerScript } from './scripts/runner.ts';
import { selectScript } from './scripts/select.ts';
import { snapshotScript } from './scripts/snapshot.ts';
import { statusScript } from './scripts/status.ts';
import { taskScript } from './scripts/task.ts';
import { wandbSyncScript } from './scripts/wandb-sync.ts';

/** The scripts that do not depend on the target: those that run tasks, and those that manage a sweep. */
export function commonScripts(plan: Plan, context: EmitContext): readonly EmittedFile[] {
  const snapshot = snapshotScript(plan, context);
  const environment = environmentScript(plan, context);
  const wandbSync = wandbSyncScript(plan, context);
  const classes = classesScript(plan, context);
  return [
    taskScript(plan, context, environment !== null),
    runnerScript(plan, context),
    statusScript(plan, context),
    errorsScript(plan, context),
    resumeScript(plan, context),
    cancelScript(plan, context),
    ...collectScripts(plan, context),
    selectScript(plan, context),
    ...(classes === null ? [] : [classes]),
    provenanceScript(plan, context, environment !== null),
    ...(snapshot === null ? [] : [snapshot]),
    ...(wandbSync === null ? [] : [wandbSync]),
    ...(environment === null ? [] : [environment]),
  ];
}
