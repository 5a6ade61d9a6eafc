import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('..', import.meta.url));
/** The built `hsm`, as the first words of a command. */
export const hsm = [process.execPath, join(repository, 'dist/hsm.js')];

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function run(command, options) {
  const result = spawnSync(command[0], command.slice(1), {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 2 ** 28,
    ...options,
  });
  if (result.status !== 0) {
    throw new Error(
      `${command.join(' ').slice(0, 200)}: exit ${result.status}: ${result.stderr.slice(-500)}`,
    );
  }
}

/** A short command is timed in a loop, so that starting a process from Node does not distort the result. */
function repeated(command, times) {
  if (times === 1) return command;
  return ['bash', '-c', `for ((i = 0; i < ${times}; i++)); do "$@" >/dev/null; done`, 'repeat', ...command];
}

/**
 * Runs the candidates in turns, `rounds` times, after one round that is not counted.
 * A candidate is { command, cwd?, before?, times?, environment? }; `before` is not timed.
 * @returns the median seconds of one execution, by the candidate's name
 */
export function time(candidates, { rounds, warmUp = true }) {
  const samples = Object.fromEntries(Object.keys(candidates).map((name) => [name, []]));
  for (let round = warmUp ? -1 : 0; round < rounds; round++) {
    for (const [name, { command, cwd, before, environment, times = 1 }] of Object.entries(candidates)) {
      before?.();
      const started = process.hrtime.bigint();
      run(repeated(command, times), { cwd, env: { ...process.env, ...environment } });
      const seconds = Number(process.hrtime.bigint() - started) / 1e9 / times;
      if (round >= 0) samples[name].push(seconds);
    }
  }
  return Object.fromEntries(Object.entries(samples).map(([name, values]) => [name, median(values)]));
}

/**
 * Like `time`, but measures the CPU time of the command and of all processes that it waited for, which depends less on
 * other load: the median seconds by the candidate's name.
 */
export function cpuTime(candidates, { rounds }) {
  const samples = Object.fromEntries(Object.keys(candidates).map((name) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const [name, { command, cwd, before, environment }] of Object.entries(candidates)) {
      before?.();
      const script = 'TIMEFORMAT="%U %S"; exec 3>&2; time "$@" >/dev/null 2>&3';
      const { status, stderr } = spawnSync('bash', ['-c', script, 'cpu-time', ...command], {
        cwd,
        encoding: 'utf8',
        env: { ...process.env, ...environment },
      });
      if (status !== 0) throw new Error(`${command.join(' ')}: exit ${status}: ${stderr.slice(-500)}`);
      const [user, system] = stderr.trim().split(/\s+/).slice(-2).map(Number);
      if (round >= 0) samples[name].push(user + system);
    }
  }
  return Object.fromEntries(Object.entries(samples).map(([name, values]) => [name, median(values)]));
}

/** Like `time`, for commands that run Node: the median peak of resident memory, in MiB. */
export function peakMemory(candidates, { rounds, workspace }) {
  const samples = Object.fromEntries(Object.keys(candidates).map((name) => [name, []]));
  const probe = join(workspace, 'peak-memory.mjs');
  const answer = join(workspace, 'peak-memory.txt');
  writeFileSync(
    probe,
    `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(${JSON.stringify(answer)}, String(process.resourceUsage().maxRSS)));`,
  );
  for (let round = 0; round < rounds; round++) {
    for (const [name, { command, cwd, before }] of Object.entries(candidates)) {
      before?.();
      run(command, { cwd, env: { ...process.env, NODE_OPTIONS: `--import=${probe}` } });
      samples[name].push(Number(readFileSync(answer, 'utf8')) / 1024);
    }
  }
  return Object.fromEntries(Object.entries(samples).map(([name, values]) => [name, median(values)]));
}

/** Integers 1 to `count`, as a YAML list. */
export function numbers(count) {
  return `[${Array.from({ length: count }, (_, index) => index + 1).join(', ')}]`;
}

/** A sweep of `sizes[0] × sizes[1] × …` tasks that run `true`; `rest` is more YAML under `sweep:`. */
export function sweepText(sizes, rest = '') {
  const axes = sizes.map((size, index) => `    p${index}: ${numbers(size)}\n`).join('');
  return `command: ["true"]\nsweep:\n  grid:\n${axes}${rest}`;
}

/**
 * Writes a project with one sweep file.
 * @returns its directory and the command that builds it
 */
export function project(directory, text, target = 'local') {
  const output = join(directory, 'sweeps/outputs/bench');
  const file = join(directory, 'sweeps/sweep.yaml');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  writeFileSync(join(directory, 'sweeps/hsm_config.yaml'), 'paths:\n  python_interpreter: bash\n');
  const command = [...hsm, 'build', '-c', 'sweeps/sweep.yaml', '--target', target, '--name', 'bench'];
  const clear = () => rmSync(output, { recursive: true, force: true });
  const build = () => {
    clear();
    run(command, { cwd: directory });
  };
  return { directory, output, command, clear, build };
}
