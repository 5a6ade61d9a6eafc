import { didYouMean } from '../diagnostics/suggest.ts';
import { cutPiece, type Piece, type ResourceDraft, splitPiece } from './resource-draft.ts';

type Setter = (draft: ResourceDraft, piece: Piece, value: Piece) => void;

const gpus: Setter = (draft, piece, value) => readGpus(draft, piece, splitPiece(value, ':'));

const setters: Readonly<Record<string, Setter>> = {
  '--cpus-per-task': (draft, piece, value) => draft.count('cpus', 'CPUs', piece, value),
  '--mem': (draft, piece, value) => draft.memory(piece, value),
  '--time': (draft, piece, value) => draft.walltime(piece, value),
  '--nodes': (draft, piece, value) => draft.count('nodes', 'nodes', piece, value),
  '--ntasks': (draft, piece, value) => draft.count('ranks', 'ranks', piece, value),
  '--gpus': gpus,
  '--gpus-per-node': gpus,
  '--gpus-per-task': gpus,
  '--gres': readGres,
  '--partition': (draft, piece, value) => draft.name('partition', 'partition', piece, value),
  '--qos': (draft, piece, value) => draft.name('qos', 'QOS', piece, value),
  '--account': (draft, piece, value) => draft.name('account', 'account', piece, value),
};

const longNames: Readonly<Record<string, string>> = {
  '-c': '--cpus-per-task',
  '-t': '--time',
  '-N': '--nodes',
  '-n': '--ntasks',
  '-G': '--gpus',
  '-p': '--partition',
  '-q': '--qos',
  '-A': '--account',
};

/**
 * Reads a resource in the form of a submit command's option: `--mem=16G`, `--mem 16G`, `-c 4`. Returns whether `next`,
 * the following word, was its value.
 */
export function readOptionPiece(draft: ResourceDraft, piece: Piece, next: Piece | undefined): boolean {
  const { key, value } = cutPiece(piece, '=');
  const name = Object.hasOwn(longNames, key) ? (longNames[key] ?? key) : key;
  const setter = Object.hasOwn(setters, name) ? setters[name] : undefined;
  const follows = value === null && next !== undefined && !next.text.startsWith('-');
  const given = follows ? next : value;
  if (setter === undefined) {
    draft.refuse(piece, `\`${key}\` is not supported`, helpFor(key));
    // A bare word after an unknown option counts as its value and is not reported again.
    return follows && !next.text.includes('=');
  }
  if (given === null || given.text === '') draft.refuse(piece, `\`${key}\` needs a value`);
  else setter(draft, piece, given);
  return follows;
}

function readGres(draft: ResourceDraft, piece: Piece, value: Piece): void {
  const [kind, ...rest] = splitPiece(value, ':');
  if (kind?.text !== 'gpu' || value.text.includes(',')) {
    draft.refuse(piece, 'only GPUs are supported', 'write `--gres=gpu:2` or `--gres=gpu:a100:2`');
  } else if (rest.length === 0) {
    draft.count('gpus', 'GPUs', piece, { text: '1', start: value.start });
  } else {
    readGpus(draft, piece, rest);
  }
}

/** `2`, `a100` or `a100:2`, already split at the colons. */
function readGpus(draft: ResourceDraft, piece: Piece, parts: readonly Piece[]): void {
  const [first, second, third] = parts;
  if (first === undefined || third !== undefined) {
    draft.refuse(piece, 'not a valid number of GPUs', 'write `--gpus=2` or `--gpus=a100:2`');
  } else if (second !== undefined) {
    draft.name('gpu_type', 'GPU type', piece, first);
    draft.count('gpus', 'GPUs', piece, second);
  } else if (/^\d/.test(first.text)) {
    draft.count('gpus', 'GPUs', piece, first);
  } else {
    draft.name('gpu_type', 'GPU type', piece, first);
    draft.count('gpus', 'GPUs', piece, { text: '1', start: first.start });
  }
}

function helpFor(key: string): string {
  if (key === '--mem-per-cpu') return 'write `--mem` with the memory of the whole task';
  const close = didYouMean(key, Object.keys(setters));
  return close === undefined
    ? 'put options of a single scheduler under `targets:`'
    : `did you mean \`${close}\`?`;
}
