import type { ProgramParameters } from '../program/parameter.ts';
import type { DetectedProject } from './detect.ts';
import { flagForm } from './propose-sweep.ts';
import { yamlText } from './yaml-text.ts';

/** How the program gets its parameters: the choices as a comment, and the detected one. */
export function argsLines({ script, program, interpreter }: DetectedProject): readonly string[] {
  const comment = [
    '# How parameters reach the program: hydra (name=value, quoted for Hydra), argparse (--name value), env (variables),',
    '# or words: ["{name}={value}"], or ["{value}"] for the values alone, in the order of this file. For flags and options of several',
    '# words: {style: argparse, booleans: flag, lists: words}.',
  ];
  if (script === null) return [...comment, '# args: hydra'];
  if (program !== null) {
    const python = interpreter?.path ?? 'python3';
    return [...comment, `args: ${argsOf(program)}`, ...commandLines(program, script.path, python)];
  }
  const { args, path } = script;
  if (args === 'words')
    return [...comment, `# ${path} looks like it splits name=value.`, 'args: ["{name}={value}"]'];
  if (args !== null) return [...comment, `# ${path} looks like it uses ${args}.`, `args: ${args}`];
  return [...comment, `# ${path} does not show which; without \`args\` it is hydra.`, '# args: env'];
}

function argsOf({ passing, parameters }: ProgramParameters): string {
  if (passing === 'words') return '["{name}={value}"]';
  if (passing === 'values') return '["{value}"]';
  if (passing !== 'argparse') return passing;
  const flags = flagForm(parameters);
  const lists = ['words', 'repeat'].find((form) => parameters.some((parameter) => parameter.form === form));
  if (flags === null && lists === undefined) return 'argparse';
  const choices = [...(flags === null ? [] : [`booleans: ${flags}`]), ...(lists ? [`lists: ${lists}`] : [])];
  return `{style: argparse, ${choices.join(', ')}}`;
}

/** If the program takes positional arguments, the command places each parameter. */
function commandLines({ byPlace }: ProgramParameters, script: string, python: string): readonly string[] {
  if (byPlace.length === 0) return [];
  const runner = script.endsWith('.py') ? [python] : /\.r$/i.test(script) ? ['Rscript'] : [];
  const holes = byPlace.map((name) => JSON.stringify(`{${name}}`));
  return [
    '',
    `# ${script} takes ${byPlace.map((name) => `\`${name}\``).join(', ')} as positional arguments. A parameter in braces goes there.`,
    `command: [${[...[...runner, script].map(yamlText), ...holes].join(', ')}]`,
  ];
}
