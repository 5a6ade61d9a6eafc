import { entryOf, isNull } from './read-node.ts';
import { isHost } from './remote-words.ts';
import type { Settings } from './settings.ts';

/** A machine that sweeps can be sent to. */
export interface Machine {
  /** As `--remote` has it. */
  readonly name: string;
  readonly host: string;
  /** Empty where the SSH config says it. */
  readonly port: string;
  readonly key: string;
  readonly root: string;
  /** The project directory there; empty where code is sent. */
  readonly workdir: string;
  readonly backend: string;
  /** Empty where the project's interpreter is meant. */
  readonly interpreter: string;
}

/** A machine of the settings, or one that ssh alone knows; null where the name cannot be one. */
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
