import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { hsm, numbers, project, time } from '../harness.mjs';
import { row } from '../report.mjs';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const TASKS = 10_000;
const facts = 'state,exit_code,duration,host,attempt,started,ended';

/** A report of 10,000 tasks costs little more than Node and reading the results. */
export function measure({ workspace, quick }) {
  const text = `command: ["true"]\nsweep:\n  grid:\n    lr: ${numbers(100)}\n    width: ${numbers(20)}\n    seed: ${numbers(5)}\n`;
  const sweep = project(workspace, text);
  sweep.build();
  const csv = join(workspace, 'results.csv');
  writeFileSync(csv, results());
  // The cost of collecting is measured elsewhere.
  writeFileSync(join(sweep.output, 'scripts/collect.sh'), `cat '${csv}'\n`);
  const seconds = time(
    {
      report: { command: [...hsm, 'report', 'bench'], cwd: sweep.directory },
      read: { command: [process.execPath, reader(workspace), csv] },
    },
    { rounds: quick ? 5 : 25 },
  );
  return [
    row({
      what: '`hsm report` of 10,000 tasks',
      against: 'reading its CSV file with Node',
      value: seconds.report,
      base: seconds.read,
      bound: 3,
    }),
  ];
}

/** A program that reads a file with the same library as hsm, bundled in the same way. */
function reader(workspace) {
  const outfile = join(workspace, 'read.mjs');
  const contents = `import { readFileSync } from 'node:fs';
import papaparse from 'papaparse';
console.log(papaparse.parse(readFileSync(process.argv[2], 'utf8'), { delimiter: ',', skipEmptyLines: true }).data.length);`;
  const input = { contents, resolveDir: repository };
  buildSync({ stdin: input, outfile, bundle: true, format: 'esm', platform: 'node', minifySyntax: true });
  return outfile;
}

function results() {
  const lines = [`task,lr,width,seed,${facts},epochs,loss,val_loss,accuracy`];
  for (let task = 1; task <= TASKS; task++) {
    const cell = task - 1;
    const started = 1_763_932_000 + task / 10;
    const [state, code] = task % 97 === 0 ? ['failed', 1] : ['completed', 0];
    const duration = 60 + (task % 613) / 7;
    lines.push(
      [
        ...[task, 1 + Math.floor(cell / 100), 1 + (Math.floor(cell / 5) % 20), 1 + (cell % 5)],
        ...[state, code, duration.toFixed(3), `node${task % 16}`, 1],
        ...[started.toFixed(3), (started + duration).toFixed(3)],
        ...(code === 0
          ? [8, Math.sin(task) ** 2, Math.cos(task) ** 2, (task * 7919) / 1e8]
          : ['', '', '', '']),
      ].join(','),
    );
  }
  return `${lines.join('\r\n')}\r\n`;
}
