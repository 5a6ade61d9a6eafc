import { join } from 'node:path';
import fs from 'fs-extra';
import { systemReason } from '../../diagnostics/system-reason.ts';
import { journalNames } from '../journal-names.ts';

/** The journal entries about a sweep's tasks. */
export interface JournalRecords {
  /** The state of the latest attempt of each task, from the journals; empty without an end. */
  readonly states: ReadonlyMap<number, string>;
  /** Journals with invalid lines, as paths in the sweep directory. */
  readonly damaged: readonly string[];
  /** What cannot be read, with the reason; then the states are not those of all tasks. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
}

/** Task, attempt, host, worker, start, and the fields that follow after the program has started. */
const RECORD = /^([1-9]\d*)\t([1-9]\d*)\t[^\t]*\t[^\t]+\t\d[\d.]*(?:\t([^\t]*)(?:\t([^\t]*).*)?)?$/;

/** Reads all journals. No scheduler is queried, so a task without an end may be running or lost. */
export function readJournals(directory: string): JournalRecords {
  const latest = new Map<number, { readonly attempt: number; readonly state: string }>();
  const damaged: string[] = [];
  const unreadable: JournalRecords['unreadable'][number][] = [];
  const tryTo = <T>(path: string, read: () => T, otherwise: T): T => {
    try {
      return read();
    } catch (error) {
      const reason = systemReason(error);
      if (reason === null) throw error;
      unreadable.push({ path, reason });
      return otherwise;
    }
  };
  for (const name of tryTo('state', () => journalNames(directory), [])) {
    const path = `state/${name}`;
    const text = tryTo(path, () => fs.readFileSync(join(directory, path), 'utf8'), '');
    const lines = text.split('\n');
    // Text after the last line break is still being written, or was cut off.
    lines.pop();
    let isDamaged = false;
    // A worker ends the last line of an earlier one that it continues, which may be complete.
    for (const line of lines.filter((text) => text !== '')) {
      const [, number, count, , state = ''] = RECORD.exec(line) ?? [];
      if (number === undefined) isDamaged = true;
      else if (state !== 'skipped') {
        const known = latest.get(Number(number));
        if (known === undefined || Number(count) >= known.attempt)
          latest.set(Number(number), { attempt: Number(count), state });
      }
    }
    if (isDamaged) damaged.push(path);
  }
  const states = new Map([...latest].map(([task, { state }]) => [task, state]));
  return { states, damaged, unreadable };
}
