import { allOf, type MachineAnswer, valuesOf } from './ask-machine.ts';

/** A fact that was checked on a machine or in a project. */
export interface Finding {
  /** `missing` is something that sweeps need; a `note` is only worth knowing. */
  readonly level: 'ok' | 'note' | 'missing';
  readonly what: string;
  readonly text: string;
  /** How to fix it. */
  readonly remedy?: string | undefined;
}

/** The role of a machine. */
export interface Purpose {
  /** Whether sweeps are sent to it. */
  readonly isRemote: boolean;
  readonly root: string;
  /** The project directory on the machine; empty if code is sent. */
  readonly workdir: string;
  /** Its name, for the remedies. */
  readonly interpreter: string;
  /** The submit command of the scheduler that it should have; null if tasks run on it directly. */
  readonly submitCommand: string | null;
}

/** MB of free space below which a sweep is not started, and below which there is a note. */
const NO_ROOM = 10;
const LITTLE_ROOM = 1_024;

/** Judges whether a machine is suitable for sweeps, and what is missing. */
export function judgeMachine(answer: MachineAnswer, purpose: Purpose): readonly Finding[] {
  const [system = ''] = valuesOf(answer, 'system');
  return [
    { level: 'ok', what: 'system', text: system },
    judgeBash(answer),
    ...(purpose.isRemote ? [judgeLogin(answer), judgeTransfer(answer)] : [judgeEngine(answer)]),
    judgeRoom(answer, purpose),
    judgeSize(answer),
    ...judgeGpus(answer),
    ...(purpose.workdir === '' ? [] : judgeProject(answer, purpose)),
    judgeInterpreter(answer, purpose),
    judgeScheduler(answer, purpose),
  ];
}

function judgeBash(answer: MachineAnswer): Finding {
  const [version = ''] = valuesOf(answer, 'bash');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < 3 || (major === 3 && minor < 2);
  return isOld
    ? { level: 'missing', what: 'bash', text: version, remedy: 'install bash 3.2 or later as /bin/bash' }
    : { level: 'ok', what: 'bash', text: version };
}

function judgeLogin(answer: MachineAnswer): Finding {
  const [shell = ''] = valuesOf(answer, 'login_shell');
  if (answer.noise !== '' && commandOf(answer, 'rsync') !== '') {
    const said = answer.noise.split('\n')[0] ?? '';
    const remedy = 'make its start-up file print only on a terminal: `[ -t 1 ] && …`';
    return { level: 'missing', what: 'login shell', text: `${shell} prints “${said}”`, remedy };
  }
  if (valuesOf(answer, 'ends_with_login')[0] === 'yes') {
    const text = `${shell}; systemd kills processes at logout (KillUserProcesses)`;
    return { level: 'note', what: 'login shell', text, remedy: 'run `loginctl enable-linger` there' };
  }
  return { level: 'ok', what: 'login shell', text: shell };
}

function judgeTransfer(answer: MachineAnswer): Finding {
  if (commandOf(answer, 'rsync') !== '') return { level: 'ok', what: 'transfer', text: 'rsync' };
  const remedy = 'install rsync there';
  return commandOf(answer, 'tar') === ''
    ? { level: 'missing', what: 'transfer', text: 'neither rsync nor tar', remedy }
    : { level: 'note', what: 'transfer', text: 'tar, which transfers all files every time', remedy };
}

function judgeEngine(answer: MachineAnswer): Finding {
  const found = commandOf(answer, 'parallel');
  return {
    level: 'ok',
    what: 'local engine',
    text: found === '' ? 'a pool of bash processes' : 'GNU parallel, if `parallel` is the GNU version',
  };
}

function judgeRoom(answer: MachineAnswer, { root, isRemote }: Purpose): Finding {
  const [, free = ''] = valuesOf(answer, 'free');
  const [, writable = ''] = valuesOf(answer, 'writable');
  const other = isRemote ? 'set `remote_root` to a directory' : 'set `paths.output_dir` to a directory';
  const text = `${free === '' ? 'unknown' : size(Number(free))} free in ${root}`;
  if (writable === '')
    return {
      level: 'missing',
      what: 'disk',
      text: `cannot write to ${root}`,
      remedy: `${other} that you own`,
    };
  if (free !== '' && Number(free) < NO_ROOM)
    return { level: 'missing', what: 'disk', text, remedy: `free some space, or ${other} with more space` };
  return free !== '' && Number(free) < LITTLE_ROOM
    ? { level: 'note', what: 'disk', text, remedy: `${other} with more space` }
    : { level: 'ok', what: 'disk', text };
}

/** The size of a machine. */
export function judgeSize(answer: MachineAnswer): Finding {
  const [cores = '1'] = valuesOf(answer, 'cores');
  const [total = '', available = ''] = valuesOf(answer, 'memory');
  const memory = total === '' ? '' : `, ${size(Number(total))} of memory`;
  const free = available === '' ? '' : `, ${size(Number(available))} free`;
  return { level: 'ok', what: 'size', text: `${cores} cores${memory}${free}` };
}

/** The GPUs of a machine, if any. */
export function judgeGpus(answer: MachineAnswer): readonly Finding[] {
  const gpus = allOf(answer, 'gpu');
  if (gpus.length === 0) return [];
  const names = [...new Set(gpus.map(([, name = '']) => name))].join(', ');
  return [{ level: 'ok', what: 'GPUs', text: `${gpus.length}: ${names}` }];
}

function judgeProject(answer: MachineAnswer, { workdir }: Purpose): readonly Finding[] {
  if (valuesOf(answer, 'project')[1] !== 'yes') {
    const remedy = 'create it, or remove `workdir` so that the code is sent';
    return [{ level: 'missing', what: 'project', text: `no directory ${workdir}`, remedy }];
  }
  const [file] = valuesOf(answer, 'project_file');
  const text = file === undefined ? workdir : `${workdir}, with ${file}`;
  return [{ level: 'ok', what: 'project', text }];
}

function judgeInterpreter(answer: MachineAnswer, { interpreter, isRemote }: Purpose): Finding {
  const [, path = ''] = valuesOf(answer, 'interpreter');
  const others = allOf(answer, 'python').map(([kind = '', place = '']) => `${place} (${kind})`);
  if (path !== '') return { level: 'ok', what: 'interpreter', text: path };
  const key = isRemote ? 'python_path' : 'paths.python_interpreter';
  const remedy =
    others.length === 0
      ? `install Python, or set \`${key}\` to an interpreter`
      : `set \`${key}\` to an existing one: ${others.slice(0, 5).join(', ')}`;
  return { level: 'missing', what: 'interpreter', text: `no ${interpreter}`, remedy };
}

function judgeScheduler(answer: MachineAnswer, { submitCommand, isRemote }: Purpose): Finding {
  const found = allOf(answer, 'scheduler').map(([command = '']) => command);
  if (submitCommand !== null && !found.includes(submitCommand)) {
    const remedy = isRemote
      ? 'set `host` to a login node of the cluster, or remove `backend`'
      : 'log in to a node of the cluster, or use `hsm sweep --mode local`';
    return { level: 'missing', what: 'scheduler', text: `no ${submitCommand} on PATH`, remedy };
  }
  if (found.length > 0) return { level: 'ok', what: 'scheduler', text: found.join(', ') };
  const remedy = isRemote
    ? undefined
    : '`hsm sweep` runs tasks on this machine; add others with `hsm remote add`';
  return { level: 'note', what: 'scheduler', text: 'none on PATH', remedy };
}

function commandOf(answer: MachineAnswer, name: string): string {
  return allOf(answer, 'command').find(([command]) => command === name)?.[1] ?? '';
}

/** In MB. */
export function size(megabytes: number): string {
  return megabytes < 1_024 ? `${megabytes} MB` : `${Math.round(megabytes / 102.4) / 10} GB`;
}
