import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBroken, page, table } from './report.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const quick = process.argv.includes('--quick');
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const cases = readdirSync(join(here, 'cases'))
  .filter((file) => file.endsWith('.mjs'))
  .map((file) => file.replace(/\.mjs$/, ''))
  .sort();
const unknown = wanted.filter((name) => !cases.includes(name));
if (unknown.length > 0) {
  console.error(`no case ${unknown.join(', ')}; there are ${cases.join(', ')}`);
  process.exit(2);
}

const workspace = mkdtempSync(join(tmpdir(), 'hsm-bench-'));
const rows = [];
let broken = 0;
try {
  for (const name of wanted.length > 0 ? wanted : cases) {
    console.error(`measuring ${name}`);
    const { measure } = await import(`./cases/${name}.mjs`);
    try {
      rows.push(...measure({ workspace: join(workspace, name), quick }));
    } catch (error) {
      broken += 1;
      console.error(`${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
} finally {
  rmSync(workspace, { recursive: true, force: true });
}

console.log(table(rows));
const complete = !quick && wanted.length === 0 && broken === 0;
if (complete) writeFileSync(new URL('../docs/reference/benchmarks.md', import.meta.url), page(rows));
process.exitCode = broken > 0 || rows.some(isBroken) ? 1 : 0;
