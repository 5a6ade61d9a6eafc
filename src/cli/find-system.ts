import { detectSystem } from '../project/detect-system.ts';
import type { CommandContext } from './context.ts';

/** Time limit in seconds for a submit command to identify itself: one whose server is down may hang. */
const PATIENCE = 60;

/** The scheduler of this machine; null if there is none. */
export function findSystem(context: CommandContext): Promise<string | null> {
  return detectSystem(context.environment, async (program, words) => {
    const both = ['-pc', 'exec "$@" 2>&1', 'bash', program, ...words];
    return (await context.capture('bash', both, { quiet: true, limit: PATIENCE })).output;
  });
}
