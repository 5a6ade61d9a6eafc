import { existsSync, realpathSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Command } from 'commander';
import { shownPath } from '../../project/read-inputs.ts';
import { manifestPath, planPath } from '../../sweep-directory/file-names.ts';
import { readPlan } from '../../sweep-directory/records.ts';
import { checkFiles } from '../../sweep-directory/verify/check-files.ts';
import { checkTasks } from '../../sweep-directory/verify/check-tasks.ts';
import type { Problem } from '../../sweep-directory/verify/problem.ts';
import type { CommandContext, Finish } from '../context.ts';
import { describeProblems } from '../describe-problems.ts';
import { jsonOption, sweepArgument } from '../options.ts';
import { findPastSweep, outputsDirectory } from '../past-sweep.ts';

/** `hsm verify`: whether a sweep directory is still as its build and its tasks left it. */
export function createVerify(context: CommandContext, finish: Finish): Command {
  return new Command('verify')
    .description('check a sweep directory for edited or missing files, interrupted updates and lost results')
    .addArgument(sweepArgument())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nThe exit code is 0 if nothing is wrong, and 1 otherwise. The command changes nothing and queries no scheduler.' +
        '\n\nExample:\n  $ hsm verify learning-rate',
    )
    .action(async (sweep: string | undefined, { json }: { readonly json?: true }) => {
      const directory = await directoryOf(sweep, context);
      if (directory === null) {
        finish(1);
        return;
      }
      const id = basename(directory);
      const shown = shownPath(directory, context.workingDirectory);
      const plan = readPlan(directory);
      const problems = [
        ...checkFiles(directory, shown),
        ...(plan === null ? [] : checkTasks(directory, id, plan)),
      ];
      const isSound = problems.every(({ level }) => level === 'note');
      context.write(
        json
          ? `${JSON.stringify({ sweep: id, path: directory, sound: isSound, findings: problems satisfies readonly Problem[] })}\n`
          : describeProblems(shown, problems, plan?.count ?? null, context.color.output),
      );
      finish(isSound ? 0 : 1);
    });
}

/** The directory that a SWEEP argument refers to, even if files that identify a sweep are missing; null after reporting that there is none. */
async function directoryOf(argument: string | undefined, context: CommandContext): Promise<string | null> {
  const places =
    argument === undefined
      ? []
      : [resolve(context.workingDirectory, argument), join(outputsDirectory(context), argument)];
  const signs = [manifestPath, planPath, 'scripts/task.sh'];
  const broken = places.find(
    (place) =>
      signs.some((sign) => existsSync(join(place, sign))) &&
      !signs.slice(0, 2).every((sign) => existsSync(join(place, sign))),
  );
  if (broken !== undefined) return realpathSync(broken);
  return (await findPastSweep(argument, context))?.path ?? null;
}
