import { quotePath } from '../shell/path-word.ts';
import { quote } from '../shell/shell-word.ts';
import { packagePaths } from './package-paths.ts';

/** A machine that ssh reaches, in the words of `distributed.remotes`. */
export interface ReachedMachine {
  readonly host: string;
  readonly port: string;
  readonly key: string;
}

/** The script that asks a machine, this one where there is no other: its arguments are a verb and what belongs to that. */
export async function machineScript(machine: ReachedMachine | null): Promise<string> {
  const { createRenderer } = await import('../emit/render.ts');
  const { host, port, key } = machine ?? { host: '', port: '', key: '' };
  return createRenderer([packagePaths().partials])('machine.sh', {
    host: quote(host),
    port,
    key: quotePath(key),
  });
}
