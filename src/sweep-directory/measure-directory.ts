import fs from 'fs-extra';

export interface Measure {
  /** On disk; a file with several names counts once. */
  readonly bytes: number;
  /** The time of the last write in it, in milliseconds since 1970. */
  readonly modified: number;
  /** Whether another file system is mounted in it. */
  readonly crossesFileSystems: boolean;
}

const slash = Buffer.from('/');

/**
 * Measures a directory without following links. Names are bytes here: not all are text. The `ignored` folder counts for the size, but not
 * for the time.
 * @throws NodeJS.ErrnoException if a part of it cannot be read
 */
export function measureDirectory(path: string, ignored?: string): Measure {
  const device = fs.lstatSync(path).dev;
  const unnoticed = ignored === undefined ? null : Buffer.from(`${path}/${ignored}`);
  const waiting: Buffer[] = [Buffer.from(path)];
  const counted = new Set<number>();
  const measure = { bytes: 0, modified: 0, crossesFileSystems: false };
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    const found = fs.lstatSync(entry);
    if (found.dev !== device) {
      measure.crossesFileSystems = true;
      continue;
    }
    if (unnoticed === null || !entry.subarray(0, unnoticed.length).equals(unnoticed)) {
      measure.modified = Math.max(measure.modified, found.mtimeMs);
    }
    if (found.isDirectory()) {
      for (const name of fs.readdirSync(entry, { encoding: 'buffer' })) {
        waiting.push(Buffer.concat([entry, slash, name]));
      }
    } else if (found.nlink > 1) {
      if (counted.has(found.ino)) continue;
      counted.add(found.ino);
    }
    measure.bytes += found.blocks * 512;
  }
  return measure;
}

/** `812 kB`, `3.4 GB` */
export function shownBytes(bytes: number): string {
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes / 1_000;
  let at = 0;
  while (value >= 999.5 && at < units.length - 1) {
    value /= 1_000;
    at += 1;
  }
  return `${value < 10 && at > 0 ? value.toFixed(1) : Math.ceil(value)} ${units[at]}`;
}
