import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hsm, project, sweepText, time } from '../harness.mjs';
import { row } from '../report.mjs';

const bats = fileURLToPath(new URL('../../bats', import.meta.url));
const FILES = 20_000;

/** A sweep on another machine, which is an sshd on this machine. */
export function measure({ workspace, quick }) {
  mkdirSync(workspace, { recursive: true });
  const environment = join(workspace, 'environment.sh');
  inBats(workspace, `start_sshd && declare -px PATH XDG_RUNTIME_DIR sshd_dir >'${environment}'`);
  try {
    return [...pushes({ workspace, environment, quick }), ...tasks({ workspace, environment, quick })];
  } finally {
    inBats(workspace, `. '${environment}'; stop_sshd; rm -rf '${workspace}'`);
  }
}

/**
 * A project of many small files, sent completely, and once more after one of them has changed, compared with rsync.
 * Nothing is removed before the end: file systems create files slowly shortly after many were deleted.
 */
function pushes({ workspace, environment, quick }) {
  const directory = join(workspace, 'code');
  const changing = manyFiles(directory);
  const run = remoteSweeps(directory, sweepText([2]), workspace, environment);
  let sweep;
  const push = () => run(`sweeps/outputs/${sweep}/scripts/remote.sh push`);
  // The sweep is a different one each time; the command finds its name.
  const inTurn = { command: ['bash', join(workspace, 'push.sh')], cwd: directory };
  const seconds = time(
    {
      rsync: {
        ...{ command: ['bash', join(workspace, 'rsync.sh')], cwd: directory },
        before() {
          sweep = run.build(true);
          const words = 'rsync -a --exclude=/.git --exclude=/sweeps/outputs ./';
          run.write('rsync.sh', `${words} 'plain:${workspace}/by-rsync-${sweep}/'`);
          run.write('push.sh', push());
          run.close();
        },
      },
      first: { ...inTurn, before: run.close },
      again: { ...inTurn, before: () => appendFileSync(changing, 'changed\n') },
      // If tasks may run in it, a snapshot stays, and the next one shares its files.
      another: {
        ...inTurn,
        before() {
          appendFileSync(changing, 'changed\n');
          sweep = run.build();
          run.write('push.sh', push());
        },
      },
    },
    { rounds: quick ? 2 : 5 },
  );
  return [
    row({
      what: `push of ${FILES.toLocaleString('en')} files`,
      against: '`rsync -a` of the same files',
      value: seconds.first,
      base: seconds.rsync,
      bound: 1.15,
    }),
    row({
      what: 'push again, one file changed',
      against: 'the first push',
      value: seconds.again,
      base: seconds.first,
      bound: 0.2,
    }),
    row({
      what: 'push for another sweep, one file changed',
      against: 'the first push',
      value: seconds.another,
      base: seconds.first,
    }),
  ];
}

/** Tasks on the remote machine, from the push to the last pulled result, compared with the same tasks run locally. */
function tasks({ workspace, environment, quick }) {
  const sizes = quick ? [10, 10] : [100, 10];
  const count = sizes[0] * sizes[1];
  const directory = join(workspace, 'tasks');
  const run = remoteSweeps(directory, sweepText(sizes), workspace, environment);
  const candidate = (name, words) => ({
    ...{ command: ['bash', join(workspace, `${name}.sh`)], cwd: directory },
    before: () => run.write(`${name}.sh`, `sweeps/outputs/${run.build(true)}/scripts/${words} >/dev/null`),
  });
  const seconds = time(
    {
      here: candidate('here', 'local.sh --jobs 2 --no-progress'),
      there: candidate('there', 'remote.sh run'),
    },
    { rounds: quick ? 3 : 7 },
  );
  return [
    row({
      what: `${count.toLocaleString('en')} × \`true\` on one remote machine, with push and pull`,
      against: 'the same on this machine',
      value: seconds.there,
      base: seconds.here,
      bound: quick ? undefined : 1.2,
    }),
  ];
}

/** Writes a repository with as many small files. @returns one of them */
function manyFiles(directory) {
  for (let folder = 0; folder < 200; folder++) {
    mkdirSync(join(directory, `src/part-${folder}`), { recursive: true });
    for (let file = 0; file < FILES / 200; file++) {
      const text = `# ${folder} ${file}\n${'x = 1\n'.repeat(100 + ((folder + file) % 200))}`;
      writeFileSync(join(directory, `src/part-${folder}/file-${file}.py`), text);
    }
  }
  writeFileSync(join(directory, '.gitignore'), 'sweeps/\n');
  const git = (...words) => execFileSync('git', ['-C', directory, ...words]);
  git('init', '-q');
  git('add', '--all');
  git('-c', 'user.name=bench', '-c', 'user.email=bench@localhost', 'commit', '-qm', 'files');
  return join(directory, 'src/part-7/file-7.py');
}

/** Builds sweeps for the machine, a new one each time, on a machine that has none where that is asked for. @returns what wraps a command for it */
function remoteSweeps(directory, text, workspace, environment) {
  const root = join(workspace, 'there');
  project(directory, text, 'remote');
  let count = 0;
  const configure = () => {
    const remote = `{host: plain, max_parallel_jobs: 2, remote_root: ${root}/${basename(directory)}-${count}}`;
    writeFileSync(
      join(directory, 'sweeps/hsm_config.yaml'),
      `paths:\n  python_interpreter: bash\ndistributed: {remotes: {machine: ${remote}}}\n`,
    );
  };
  const run = (command) => `. '${environment}'; ${command}`;
  return Object.assign(run, {
    build(isNewMachine = false) {
      count += 1;
      if (isNewMachine) configure();
      const name = `bench-${count}`;
      const words = [
        'build',
        '-c',
        'sweeps/sweep.yaml',
        '--target',
        'remote',
        '--remote',
        'machine',
        '--name',
        name,
      ];
      execFileSync(hsm[0], [hsm[1], ...words], { cwd: directory, stdio: 'ignore' });
      return name;
    },
    write: (name, line) => writeFileSync(join(workspace, name), `${run(line)}\n`),
    close: () => inBats(workspace, `. '${environment}'; close_connections`),
  });
}

/** Runs a line with what the tests use to start an sshd. */
function inBats(workspace, line) {
  const script = `export BATS_FILE_TMPDIR='${workspace}' BATS_TEST_TMPDIR='${workspace}' BATS_TEST_DIRNAME='${bats}'
skip() { echo "$*" >&2; exit 1; }
. '${bats}/helpers.bash'
. '${bats}/sshd-server.bash'
${line}`;
  const { status, stderr } = spawnSync('bash', ['-c', script], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`${line}: ${stderr.slice(-500)}`);
}
