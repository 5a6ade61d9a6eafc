import type { ImportOptions } from '../imported.ts';

/** The usual config directories, relative to the script or to the given directory. */
const customary = ['conf', 'config', 'configs', '.'];

/** Finds the options of a config group in one of several directories: the names of its `.yaml` files. */
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
