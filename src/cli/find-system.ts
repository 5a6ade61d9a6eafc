import { detectSystem } from '../project/detect-system.ts';
import type { CommandContext } from './context.ts';

/** Seconds that a submit command has to say whose it is: one that asks a server which is down may take for ever. */
const PATIENCE = 60;

/** The scheduler of this machine; null where there is none. */
export function findSystem(context: CommandContext): Promise<string | null> {
  return detectSystem(context.environment, async (program, words) => {
    const both = ['-pc', 'exec "$@" 2>&1', 'bash', program, ...words];
    return (await context.capture('bash', both, { quiet: true, limit: PATIENCE })).output;
  });
}
