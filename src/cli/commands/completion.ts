import { Argument, Command } from 'commander';
import { completionScripts, type Shell, shells } from '../completion-scripts.ts';
import type { CommandContext, Finish } from '../context.ts';

/** `hsm completion`: what a shell reads to complete the words of `hsm`. */
export function createCompletion(context: CommandContext, finish: Finish): Command {
  return new Command('completion')
    .description('print what a shell reads to complete the words of hsm')
    .addArgument(new Argument('<shell>', 'which shell').choices(shells))
    .addHelpText(
      'after',
      '\nThe first lines of what is printed say where it goes.' +
        '\n\nExample:\n  $ source <(hsm completion bash)',
    )
    .action((shell: Shell) => {
      context.write(completionScripts[shell]);
      finish(0);
    });
}
