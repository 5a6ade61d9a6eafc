import { didYouMean } from '../diagnostics/suggest.ts';
import { cutPiece, type Piece, type ResourceDraft, splitPiece } from './resource-draft.ts';

/** The words that a chunk may contain, after `select=N` or `nodes=N` or alone. */
const setters: Readonly<Record<string, (draft: ResourceDraft, piece: Piece, value: Piece) => void>> = {
  ncpus: (draft, piece, value) => draft.count('cpus', 'CPUs', piece, value),
  ppn: (draft, piece, value) => draft.count('cpus', 'CPUs', piece, value),
  ngpus: (draft, piece, value) => draft.count('gpus', 'GPUs', piece, value),
  gpus: (draft, piece, value) => draft.count('gpus', 'GPUs', piece, value),
  gpu_type: (draft, piece, value) => draft.name('gpu_type', 'GPU type', piece, value),
  mem: (draft, piece, value) => draft.memory(piece, value),
  walltime: readWalltime,
  select: readChunk,
  nodes: readChunk,
};

/**
 * Reads a word of a resource list, as accepted by `-l` of submit commands: `select=1:ncpus=4:mem=16gb`,
 * `nodes=1:ppn=4,walltime=04:00:00`.
 */
export function readListPiece(draft: ResourceDraft, piece: Piece): void {
  for (const item of splitPiece(piece, ',')) readItem(draft, item);
}

function readItem(draft: ResourceDraft, item: Piece): void {
  const { key, value } = cutPiece(item, '=');
  const setter = Object.hasOwn(setters, key) ? setters[key] : undefined;
  if (value === null || value.text === '') {
    draft.refuse(item, setter === undefined ? 'not a resource' : `\`${key}\` needs a value`);
  } else if (setter === undefined) {
    draft.refuse(item, `\`${key}\` is not supported`, helpFor(key));
  } else {
    setter(draft, item, value);
  }
}

/** The scheduler that uses this word reads a number as seconds. */
function readWalltime(draft: ResourceDraft, piece: Piece, value: Piece): void {
  draft.walltime(piece, /^\d+$/.test(value.text) ? { ...value, text: `${value.text}s` } : value);
}

function readChunk(draft: ResourceDraft, piece: Piece, value: Piece): void {
  const [nodes, ...items] = splitPiece(value, ':');
  if (value.text.includes('+')) {
    draft.refuse(piece, 'more than one kind of chunk', 'request equal chunks, as in `select=2:ncpus=4`');
    return;
  }
  if (nodes !== undefined) draft.count('nodes', 'nodes', nodes, nodes);
  for (const item of items) {
    if (/^(?:select|nodes|walltime)=/.test(item.text)) draft.refuse(item, 'not allowed in a chunk');
    else readItem(draft, item);
  }
}

function helpFor(key: string): string {
  const close = didYouMean(key, Object.keys(setters));
  return close === undefined
    ? 'put options of a single scheduler under `targets:`'
    : `did you mean \`${close}\`?`;
}
