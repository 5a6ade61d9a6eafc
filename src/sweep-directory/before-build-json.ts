import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Driver, selectionOptions } from '../target-kit/driver.ts';
import { readmePath, summaryPath } from './file-names.ts';

/** What is known about a directory that was built before `build.json` existed. */
export interface EarlierBuild {
  readonly generator: string;
  readonly drivers: ReadonlyMap<string, Driver>;
  readonly summaries: ReadonlyMap<string, string>;
}

/**
 * Reads what earlier versions wrote for people: targets and drivers in the summary, files in the README. A driver then
 * had its target's name, and accepted the options that resume passes on. Null without a summary.
 */
export function readEarlierBuild(directory: string): EarlierBuild | null {
  const textOf = (path: string): string =>
    existsSync(join(directory, path)) ? readFileSync(join(directory, path), 'utf8') : '';
  const facts = textOf(summaryPath);
  const fact = (key: string): string => new RegExp(`^${key}: +(.+)$`, 'm').exec(facts)?.[1] ?? '';
  if (facts === '') return null;
  const drivers = new Map<string, Driver>();
  for (const name of fact('targets').split(', ')) {
    const submit = `scripts/submit-${name}.sh`;
    const submits = facts.includes(`bash ${submit}\n`);
    const script = submits ? submit : `scripts/${name}.sh`;
    if (facts.includes(`bash ${script}\n`)) drivers.set(name, { script, submits, takes: selectionOptions });
  }
  const listed = textOf(readmePath).split(/## (?:What is here|Files)\n/)[1] ?? '';
  // The directories for results end in a slash.
  const files = [...listed.matchAll(/^- `([^`]*[^`/])`: (.+)$/gm)];
  return {
    generator: fact('compiler'),
    drivers,
    summaries: new Map(files.map(([, path = '', phrase = '']) => [path, phrase])),
  };
}
