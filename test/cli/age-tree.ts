import { execFileSync } from 'node:child_process';

/** Sets the times of everything in a directory, links themselves included, whatever its name. */
export function ageTree(path: string, time: Date): void {
  execFileSync('find', [path, '-exec', 'touch', '-h', '-d', time.toISOString(), '{}', '+']);
}
