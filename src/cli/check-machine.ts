import type { Machine } from '../settings/machine.ts';
import { schedulers } from '../settings/schedulers.ts';
import type { Settings } from '../settings/settings.ts';
import { askMachine } from './ask-machine.ts';
import type { CommandContext } from './context.ts';
import { type Finding, judgeMachine, type Purpose } from './judge-machine.ts';

/** Checks what a machine reached by ssh offers for sweeps. */
export async function checkRemote(
  machine: Machine,
  { paths }: Settings,
  context: CommandContext,
): Promise<readonly Finding[]> {
  const { root, workdir, backend } = machine;
  const interpreter = machine.interpreter || paths.python_interpreter.value;
  const findings = await ask(machine, context, {
    ...{ isRemote: true, root, workdir, interpreter },
    submitCommand: backend === 'ssh' ? null : commandOf(backend),
  });
  if (findings === null) {
    const remedy = `\`ssh ${machine.host}\` must connect without a prompt; the output of ssh is above`;
    return [{ level: 'missing', what: 'connection', text: `${machine.host} is not responding`, remedy }];
  }
  return [{ level: 'ok', what: 'connection', text: machine.host }, ...findings];
}

/** Checks what this machine offers for the sweeps of a project. */
export async function checkHere(
  projectRoot: string,
  { paths, system }: Settings,
  context: CommandContext,
): Promise<readonly Finding[]> {
  const purpose: Purpose = {
    ...{
      isRemote: false,
      root: projectRoot,
      workdir: projectRoot,
      interpreter: paths.python_interpreter.value,
    },
    submitCommand: system.value === null ? null : commandOf(system.value),
  };
  const silent: Finding = {
    ...{ level: 'missing', what: 'bash', text: '/bin/bash is missing or does not work' },
    remedy: 'install bash 3.2 or later as /bin/bash',
  };
  return (await ask(null, context, purpose)) ?? [silent];
}

async function ask(
  machine: Machine | null,
  context: CommandContext,
  purpose: Purpose,
): Promise<readonly Finding[] | null> {
  const commands = [...new Set(schedulers.map(({ command }) => command))];
  const words = ['facts', purpose.root, purpose.workdir, purpose.interpreter, ...commands];
  const answer = await askMachine(machine, words, context);
  return answer === null ? null : judgeMachine(answer, purpose);
}

function commandOf(system: string): string | null {
  return schedulers.find(({ name }) => name === system)?.command ?? null;
}
