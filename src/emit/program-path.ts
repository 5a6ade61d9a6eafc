import type { WordTemplate } from '../plan/command.ts';
import type { Plan } from '../plan/plan.ts';

/** Programs that take a file as their next word, or after `-f`. */
const INTERPRETER = /^(?:python[\d.]*|bash|sh|zsh|Rscript|julia|perl|ruby|node|[gm]?awk)$/;

/**
 * The path of the program of a `command`, if it is in the project: `./solve`, or the script of an interpreter. Null if
 * it is found on PATH, or if setup lines may change the directory or create the program.
 */
export function programPath({ command, environment }: Plan): string | null {
  if (command.script !== null || environment.setup.length > 0) return null;
  const [first, second, third] = command.words.map(plainText);
  const isScript = INTERPRETER.test(first ?? '');
  const path = !isScript ? first : second === '-f' && first?.endsWith('awk') ? third : second;
  if (!path || !(isScript || path.includes('/')) || /^[/~-]|\n/.test(path)) return null;
  // The program text of awk is not a path.
  return isScript && !/^[\w./-]+$/.test(path) ? null : path;
}

function plainText(word: WordTemplate): string {
  return word.map((part) => (part.kind === 'text' ? part.text : '\n')).join('');
}
