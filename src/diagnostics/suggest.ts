import { distance } from 'fastest-levenshtein';

/** What other tools, or people, call a key. */
const synonyms: ReadonlyMap<string, string> = new Map(
  Object.entries({
    mem: 'memory',
    ram: 'memory',
    time: 'walltime',
    time_limit: 'walltime',
    timeout: 'walltime',
    ncpus: 'cpus',
    cores: 'cpus',
    cpus_per_task: 'cpus',
    gpu: 'gpus',
    ngpus: 'gpus',
    queue: 'partition',
    parameters: 'grid',
    params: 'grid',
    matrix: 'grid',
    zip: 'paired',
    pairs: 'paired',
    filter: 'exclude',
  }),
);

/**
 * The candidate that a misspelt word most likely means, or undefined if none is close: at most one edit per three characters, where
 * swapping two characters counts as one edit, and case and `-` versus `_` as none.
 */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  const wanted = normalised(word);
  const meant = synonyms.get(wanted);
  if (meant !== undefined && candidates.includes(meant)) return meant;
  let best: string | undefined;
  let bestEdits = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const edits = editsBetween(wanted, normalised(candidate));
    const allowed = Math.floor(Math.max(wanted.length, candidate.length, 3) / 3);
    if (edits <= allowed && edits < bestEdits) {
      best = candidate;
      bestEdits = edits;
    }
  }
  return best;
}

function normalised(word: string): string {
  return word.toLowerCase().replaceAll('-', '_');
}

function editsBetween(a: string, b: string): number {
  const edits = distance(a, b);
  return edits === 2 && sorted(a) === sorted(b) ? 1 : edits;
}

function sorted(word: string): string {
  return [...word].sort().join('');
}
