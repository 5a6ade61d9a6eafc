import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const targets = join(import.meta.dirname, '../../targets');

/** Lines of TypeScript and templates. */
function linesOf(name: string): number {
  return readdirSync(join(targets, name), { recursive: true, encoding: 'utf8' })
    .filter((path) => /^[^/]+\.ts$|^templates\/.+\.(hbs|sh|awk)$/.test(path.replaceAll('\\', '/')))
    .map((path) => readFileSync(join(targets, name, path), 'utf8').split('\n').length - 1)
    .reduce((sum, lines) => sum + lines, 0);
}

// Slurm has far more features than others.
const schedulers = readdirSync(targets).filter((name) => isScheduler(name) && name !== 'slurm');

function isScheduler(name: string): boolean {
  return readFileSync(join(targets, name, 'target.ts'), 'utf8').includes('defineBatchTarget');
}

test.each(schedulers)('the code that is specific to %s is no more than 400 lines', (name) => {
  expect(linesOf(name)).toBeLessThanOrEqual(400);
  expect(linesOf(name)).toBeGreaterThan(100);
});
