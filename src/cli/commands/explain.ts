import { Command } from 'commander';
import type { CommandContext, Finish } from '../context.ts';
import { allKinds, asObject, pageOf, similarCode } from '../explain/code.ts';
import { explainLine, readLineName } from '../explain/line.ts';
import { explainTask, readTaskName } from '../explain/task.ts';
import { jsonOption } from '../options.ts';

/**
 * `hsm explain`: the page of a diagnostic code, everything known about a task, or the settings behind a line; without
 * an argument, the list of all codes. As JSON the codes include their pages, from which the site is made.
 */
export function createExplain(context: CommandContext, finish: Finish): Command {
  const command = new Command('explain')
    .description('explain a diagnostic code, a task or a line of a script, or list all codes')
    .argument('[what]', 'code (HSM201), task (SWEEP/17 or its directory), or line of a script (FILE:18)')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExample:\n  $ hsm explain HSM201\n  $ hsm explain learning-rate/17\n  $ hsm explain sweeps/outputs/learning-rate/scripts/task.sh:18',
    );
  return command.action(async (typed: string | undefined, { json }: { json?: true }) => {
    // Neither looks like a code; a code would need all targets to be loaded.
    const line = typed === undefined ? null : readLineName(typed, context.workingDirectory);
    if (line !== null) {
      finish(await explainLine(line, json === true, context));
      return;
    }
    const task = typed === undefined ? null : readTaskName(typed, context.workingDirectory);
    if (task !== null) {
      finish(await explainTask(task, json === true, context));
      return;
    }
    const kinds = await allKinds();
    if (typed === undefined) {
      finish(0);
      context.write(
        json
          ? `${JSON.stringify(kinds.map(asObject))}\n`
          : kinds.map(({ code, title }) => `${code}  ${title}\n`).join(''),
      );
      return;
    }
    const kind = kinds.find(({ code }) => code === typed.toUpperCase());
    if (kind !== undefined) {
      finish(0);
      context.write(json ? `${JSON.stringify(asObject(kind))}\n` : pageOf(kind));
      return;
    }
    const close = similarCode(typed, kinds);
    command.error(
      `error: ${typed} is not a diagnostic code, a task or a line of a script${close === undefined ? '' : `; did you mean ${close}?`} (\`hsm explain\` lists all codes; write a task as SWEEP/17 and a line as FILE:18)`,
    );
  });
}
