import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuiltSweep } from '../report/built-sweep.ts';

const hsm: string = fileURLToPath(new URL('../../dist/hsm.js', import.meta.url));

/** Writes the report of a sweep with the built program; returns the path of the page. */
export function makeReport({ root, directory }: BuiltSweep, ...words: readonly string[]): string {
  execFileSync(process.execPath, [hsm, 'report', 'first', ...words], { cwd: root, stdio: 'pipe' });
  return join(directory, 'report.html');
}
