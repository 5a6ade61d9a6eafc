import type { ProgramParameters } from '../program/parameter.ts';
import type { DetectedProject } from './detect.ts';
import { flagForm } from './propose-sweep.ts';
import { yamlText } from './yaml-text.ts';

/** How the program gets its parameters: the choices as a comment, and the detected one. */
export function argsLines({ script, program, interpreter }: DetectedProject): readonly string[] {
  const comment = [
    '# How the program gets its parameters:',
    '#   hydra               name=value, quoted for Hydra (the default)',
    '#   argparse            --name value',
    '#   env                 environment variables',
    '#   ["{name}={value}"]  a template of words, repeated for each parameter',
    '#   ["{value}"]         only the values, in the order of this file',
    '# With flags and options that take several words: {style: argparse, booleans: flag, lists: words}',
  ];
  if (script === null) return [...comment, '# args: hydra'];
  if (program !== null) {
    const python = interpreter?.path ?? 'python3';
    return [...comment, `args: ${argsOf(program)}`, ...commandLines(program, script.path, python)];
  }
  const { args, path } = script;
  if (args === 'words')
    return [...comment, `# ${path} seems to split name=value.`, 'args: ["{name}={value}"]'];
  if (args !== null) return [...comment, `# ${path} seems to use ${args}.`, `args: ${args}`];
  return [...comment, `# Not detected from ${path}.`, '# args: env'];
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
  const placeholders = byPlace.map((name) => JSON.stringify(`{${name}}`));
  return [
    '',
    `# Positional arguments of ${script}: each name in braces is replaced with the value of that parameter.`,
    `command: [${[...[...runner, script].map(yamlText), ...placeholders].join(', ')}]`,
  ];
}
