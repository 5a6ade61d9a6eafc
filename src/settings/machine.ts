import { entryOf, isNull } from './read-node.ts';
import { isHost } from './remote-words.ts';
import type { Settings } from './settings.ts';

/** A machine that sweeps can be sent to. */
export interface Machine {
  /** As passed to `--remote`. */
  readonly name: string;
  readonly host: string;
  /** Empty if the SSH config sets it. */
  readonly port: string;
  readonly key: string;
  readonly root: string;
  /** The project directory on the machine; empty if the code is copied there. */
  readonly workdir: string;
  readonly backend: string;
  /** Empty to use the project's interpreter. */
  readonly interpreter: string;
}

/** A machine from the settings, or one that only ssh knows; null if the name is not a valid machine name. */
export function machineOf(name: string, { remotes }: Settings): Machine | null {
  const node = remotes[name]?.value ?? null;
  if (node === null && !isHost(name)) return null;
  const text = (key: string, otherwise: string): string => {
    const value = entryOf(node, key)?.value;
    return value?.kind === 'scalar' && !isNull(value) ? value.text : otherwise;
  };
  return {
    name,
    host: text('host', name),
    port: text('ssh_port', ''),
    key: text('ssh_key', ''),
    root: text('remote_root', '~/hsm'),
    workdir: text('workdir', ''),
    backend: text('backend', 'ssh'),
    interpreter: text('python_path', ''),
  };
}
