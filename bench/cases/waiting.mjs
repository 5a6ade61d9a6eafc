import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { hsm, project, sweepText } from '../harness.mjs';
import { row } from '../report.mjs';

const clock = fileURLToPath(new URL('../on-terminal.py', import.meta.url));

/**
 * Half of 10,000 tasks are completed, each with its own journal, as jobs of a scheduler leave them. One task runs, so
 * that watching continues.
 */
function halfDone(workspace) {
  const sweep = project(workspace, sweepText([100, 100]));
  sweep.build();
  mkdirSync(`${sweep.output}/state`, { recursive: true });
  const now = Date.now() / 1000;
  for (let task = 1; task <= 5000; task++) {
    const began = now - 6000 + task;
    const fields = [task, 1, 'elsewhere', '7@8', began.toFixed(3), '9@10'];
    const ended = task === 5000 ? [] : ['completed', 0, (began + 1).toFixed(3)];
    writeFileSync(
      `${sweep.output}/state/local_elsewhere_${task}.tsv`,
      `${[...fields, ...ended].join('\t')}${ended.length ? '\n' : '\t'}`,
    );
    mkdirSync(`${sweep.output}/tasks/task_${task}`, { recursive: true });
  }
  return sweep;
}

/** The output of on-terminal.py for a command: seconds to its first byte, or of processor time. */
function onTerminal(words, directory, ...options) {
  const { stdout, stderr, status } = spawnSync('python3', [clock, ...options, '--', ...words], {
    cwd: directory,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr.slice(-500));
  return Number(stdout);
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/** A waiting user sees at once that something is happening, and watching costs little. */
export function measure({ workspace, quick }) {
  const { directory } = halfDone(workspace);
  const commands = {
    '`hsm run`': ['run', '--name', 'other', '--', '--dry-run'],
    '`hsm collect-results`': ['collect-results', 'bench'],
    '`hsm report`': ['report', 'bench'],
  };
  const rounds = quick ? 5 : 21;
  const samples = Object.fromEntries([...Object.keys(commands), 'node'].map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    samples.node.push(onTerminal([process.execPath, '-e', 'console.log(0)'], directory));
    for (const [name, words] of Object.entries(commands))
      samples[name].push(onTerminal([...hsm, ...words], directory));
  }
  const seconds = quick ? 15 : 60;
  const watching = onTerminal(
    [...hsm, 'monitor', 'bench', '--watch'],
    directory,
    '--processor',
    String(seconds),
  );
  return [
    ...Object.keys(commands).map((name) =>
      row({
        what: `first line of ${name} on a terminal`,
        against: '`node -e "console.log(0)"`',
        value: median(samples[name]),
        base: median(samples.node),
        bound: 2,
      }),
    ),
    row({
      what: `processor time of \`hsm monitor --watch\`, 10,000 tasks, ${seconds} s`,
      against: '5% of a core',
      value: watching,
      base: 0.05 * seconds,
      bound: 1,
    }),
  ];
}
