import { pathWord } from '../argv/path-word.ts';
import type { WordTemplate } from '../plan/command.ts';
import type { Plan } from '../plan/plan.ts';
import { emitWord } from './word.ts';

/**
 * The view of `task/check-program`: the first word of the command, and what to do if it is no program. The word is empty if a
 * container or a launcher finds the program, if it differs between tasks, or if setup lines may change everything.
 */
export function firstWordView({ command, environment }: Plan): object {
  const [first] = command.words;
  const wrapped = command.launcher.length + command.container.length > 0;
  if (first === undefined || wrapped || environment.setup.length > 0 || !first.every(isKnownBefore)) {
    return { firstWord: '', remedy: '' };
  }
  const firstWord = emitWord(first);
  const isInterpreter = command.script !== null && firstWord !== emitWord(pathWord(command.script));
  const remedy = isInterpreter
    ? ': install it, or set paths.python_interpreter (for a remote machine: python_path) in hsm_config.yaml'
    : ': install it, or correct the sweep file';
  return { firstWord, remedy };
}

/** Whether part of a word is the same for all tasks. */
function isKnownBefore(part: WordTemplate[number]): boolean {
  return part.kind === 'text' || part.hole.kind === 'env' || part.hole.kind === 'home';
}
