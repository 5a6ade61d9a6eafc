import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders below `root`; in each, `awk` is one of this machine's awks: gawk, mawk, BusyBox's and Kernighan's. */
export function foldersOfAwks(root: string): readonly string[] {
  return ['gawk', 'mawk', 'busybox awk', 'original-awk'].flatMap((awk) => {
    const [program = ''] = awk.split(' ');
    if (spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0) return [];
    const folder = join(root, `awk-${program}`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'awk'), `#!/bin/sh\nexec ${awk} "$@"\n`);
    chmodSync(join(folder, 'awk'), 0o755);
    return [folder];
  });
}
