import { quotePath } from '../shell/path-word.ts';
import { quote } from '../shell/shell-word.ts';
import { packagePaths } from './package-paths.ts';

/** A machine reached by ssh, with the keys of `distributed.remotes`. */
export interface ReachedMachine {
  readonly host: string;
  readonly port: string;
  readonly key: string;
}

/** The script that collects facts about a machine, or about this one; its arguments are a verb and the verb's arguments. */
export async function machineScript(machine: ReachedMachine | null): Promise<string> {
  const { createRenderer } = await import('../emit/render.ts');
  const { host, port, key } = machine ?? { host: '', port: '', key: '' };
  return createRenderer([packagePaths().partials])('machine.sh', {
    host: quote(host),
    port,
    key: quotePath(key),
  });
}
