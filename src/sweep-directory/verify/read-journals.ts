import { join } from 'node:path';
import fs from 'fs-extra';
import { journalNames } from '../journal-names.ts';

/** The journal entries about a sweep's tasks. */
export interface JournalRecords {
  /** The state of the latest attempt of each task, from the journals; empty without an end. */
  readonly states: ReadonlyMap<number, string>;
  /** Journals with invalid lines, as paths in the sweep directory. */
  readonly damaged: readonly string[];
}

/** Task, attempt, host, worker, start, and the fields that follow after the program has started. */
const RECORD = /^([1-9]\d*)\t([1-9]\d*)\t[^\t]*\t[^\t]+\t\d[\d.]*(?:\t([^\t]*)(?:\t([^\t]*).*)?)?$/;

/** Reads all journals. No scheduler is queried, so a task without an end may be running or lost. */
export function readJournals(directory: string): JournalRecords {
  const latest = new Map<number, { readonly attempt: number; readonly state: string }>();
  const damaged: string[] = [];
  for (const name of journalNames(directory)) {
    const path = `state/${name}`;
    const lines = fs.readFileSync(join(directory, path), 'utf8').split('\n');
    // Text after the last line break is still being written, or was cut off.
    lines.pop();
    let isDamaged = false;
    for (const line of lines) {
      const [, number, attempt, , state = ''] = RECORD.exec(line) ?? [];
      if (number === undefined) isDamaged = true;
      else if (state !== 'skipped') {
        const known = latest.get(Number(number));
        if (known === undefined || Number(attempt) >= known.attempt)
          latest.set(Number(number), { attempt: Number(attempt), state });
      }
    }
    if (isDamaged) damaged.push(path);
  }
  return { states: new Map([...latest].map(([task, { state }]) => [task, state])), damaged };
}
