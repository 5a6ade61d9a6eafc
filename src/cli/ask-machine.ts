import { machineScript, type ReachedMachine } from '../compiler/machine-script.ts';
import type { CommandContext } from './context.ts';

/** A machine's answer: lines of a key and values, and the output of its login shell before them. */
export interface MachineAnswer {
  readonly rows: readonly (readonly string[])[];
  readonly noise: string;
  /** The exit code of the request. */
  readonly code: number;
}

/** How many machines are queried at a time. */
export const MACHINES_AT_ONCE = 16;

/** Seconds until a machine counts as silent; ssh gives up on a connection sooner. */
const PATIENCE = 60;

/** Queries a machine, or this one if none is named; null if it is not responding or the answer is incomplete. */
export async function askMachine(
  machine: ReachedMachine | null,
  words: readonly string[],
  context: CommandContext,
  how: { readonly quiet: boolean } = { quiet: false },
): Promise<MachineAnswer | null> {
  const script = await machineScript(machine);
  const asked = ['-pc', script, 'hsm', ...words];
  const { output } = await context.capture('bash', asked, { ...how, limit: PATIENCE });
  const [, noise, text, code] = /^([\s\S]*?)hsm-answer\n([\s\S]*)\nhsm-done (\d+)\n$/.exec(output) ?? [];
  if (noise === undefined || text === undefined) return null;
  const lines = text.split('\n').filter((line) => line !== '');
  return { rows: lines.map((line) => line.split('\t')), noise: noise.trim(), code: Number(code) };
}

/** The values of the first row of a key; none if there is no such row. */
export function valuesOf({ rows }: MachineAnswer, key: string): readonly string[] {
  return rows.find(([first]) => first === key)?.slice(1) ?? [];
}

/** The values of all rows of a key. */
export function allOf({ rows }: MachineAnswer, key: string): readonly (readonly string[])[] {
  return rows.filter(([first]) => first === key).map((row) => row.slice(1));
}
