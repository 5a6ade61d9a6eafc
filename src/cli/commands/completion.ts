import { Argument, Command } from 'commander';
import { completionScripts, type Shell, shells } from '../completion-scripts.ts';
import type { CommandContext, Finish } from '../context.ts';

/** `hsm completion`: prints the completion script of a shell. */
export function createCompletion(context: CommandContext, finish: Finish): Command {
  return new Command('completion')
    .description('print the completion script for a shell')
    .addArgument(new Argument('<shell>', 'shell to print the script for').choices(shells))
    .addHelpText(
      'after',
      '\nThe first lines of the script explain how to install it.' +
        '\n\nExample:\n  $ source <(hsm completion bash)',
    )
    .action((shell: Shell) => {
      context.write(completionScripts[shell]);
      finish(0);
    });
}
