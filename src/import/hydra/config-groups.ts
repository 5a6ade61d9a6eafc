import type { ImportOptions } from '../imported.ts';

/** Where configs are by custom, relative to the script or to the directory that is named. */
const customary = ['conf', 'config', 'configs', '.'];

/** Finds the options of a config group below one of some directories: the names of its `.yaml` files. */
export function groupsBelow(
  directories: readonly string[],
  { listDirectory }: ImportOptions,
): (group: string) => readonly string[] | null {
  return (group) => {
    const path = group.split('@')[0] ?? group;
    for (const directory of [...directories, ...customary]) {
      const names = listDirectory(`${directory}/${path}`)?.filter((name) => /\.ya?ml$/.test(name));
      if (names !== undefined && names.length > 0) return names.map((name) => name.replace(/\.ya?ml$/, ''));
    }
    return null;
  };
}
