import { pathWord } from '../argv/path-word.ts';
import type { WordTemplate } from '../plan/command.ts';
import { isImageFile, unboundCharacters } from '../plan/container-paths.ts';
import type { Plan } from '../plan/plan.ts';
import type { Bind, ContainerRuntime } from '../plan/run-settings.ts';
import { arrayElement } from '../shell/array-element.ts';
import { insideDoubleQuotes } from '../shell/shell-word.ts';
import { arrayLiteral } from './array-literal.ts';
import { emitWord } from './word.ts';

/**
 * The view of `task/wrap-command` and `task/check-wrapper`: the words that start the command, and the programs that
 * they need.
 */
export function wrapperView({ command, environment: { container } }: Plan, hasSetup: boolean): object {
  const { launcher, container: start } = command;
  const lines = [launcher, start].filter((words) => words.length > 0);
  const image =
    container !== null && isImageFile(container.runtime, container.image) ? container.image : null;
  const imageWord = image === null ? null : pathWord(image);
  // Programs that the setup lines provide cannot be found before they have run.
  const programs = hasSetup ? [] : lines.flatMap(([program]) => (program === undefined ? [] : [program]));
  return {
    wraps: lines.length > 0,
    wrapper: lines.flatMap(linesOf),
    programs: programs.map((program) => emitWord(program)).join(' '),
    startsMpi: startsMpi(launcher),
    image: imageWord === null ? '' : emitWord(imageWord),
    // Such a path may only exist on the machines that run the tasks.
    imageIsElsewhere: imageWord?.some(({ kind }) => kind === 'hole') ?? false,
    binds: container !== null,
    bound: boundView(container?.runtime ?? 'apptainer', container?.binds ?? []),
  };
}

/** Whether Open MPI may start the ranks. */
function startsMpi([program]: readonly WordTemplate[]): boolean {
  const [name] = program ?? [];
  return name?.kind === 'text' && /(^|\/)(mpirun|mpiexec|orterun|prterun)$/.test(name.text);
}

/** Words on as few lines as possible. */
function linesOf(words: readonly WordTemplate[]): readonly string[] {
  const literal = arrayLiteral(
    words.map((word) => arrayElement(emitWord(word))),
    '    '.length,
  );
  return literal
    .trim()
    .split('\n')
    .map((line) => line.trim());
}

/** The paths that are known where the task runs, and the characters that they must not contain. */
function boundView(runtime: ContainerRuntime, binds: readonly Bind[]): object {
  const characters = unboundCharacters[runtime];
  const filled = binds
    .flatMap(({ source, target }) => [...new Set([source, target])])
    .map(pathWord)
    .filter((word) => word.some(({ kind }) => kind === 'hole'));
  return {
    runtime,
    paths: ['"$project_dir"', '"$sweep_dir"', ...filled.map((word) => emitWord(word))].join(' '),
    pattern: `*[${[...characters].map(inBrackets).join('')}]*`,
    named: insideDoubleQuotes([...characters].map(nameOf).join(' ')),
  };
}

/** A character inside the brackets of a pattern, if it is not the first. */
function inBrackets(character: string): string {
  if (character === '\t') return '';
  if (character === ' ') return '[:blank:]';
  return /[,:^#]/.test(character) ? character : `\\${character}`;
}

function nameOf(character: string): string {
  if (character === ' ') return 'blank';
  return character === '\t' ? 'tab' : character;
}
