import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';

/** As in scripts/precompile-templates.mjs. Only the first kind has placeholders; the others are plain text. */
const SUFFIXES = ['.sh.hbs', '.sh', '.awk'] as const;
const settings = { strict: true, noEscape: true, knownHelpersOnly: true } as const;

/**
 * The templates read so far, by directory, so that a process that compiles hundreds of sweeps reads each one only once.
 */
const read = new Map<string, ReadonlyMap<string, Template>>();

export type Template = (view: unknown, options?: Handlebars.RuntimeOptions) => string;

/**
 * The templates in the files of a directory, by their path without the suffix: `*.sh.hbs` with placeholders, and plain `*.sh` and
 * `*.awk`. Tests run this code; the build replaces this module with precompiled templates.
 */
export function templatesIn(directory: string): ReadonlyMap<string, Template> {
  const known = read.get(directory);
  if (known !== undefined) return known;
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  const templates = new Map(paths.flatMap((path) => templateOf(directory, path)));
  read.set(directory, templates);
  return templates;
}

function templateOf(directory: string, path: string): readonly [string, Template][] {
  const suffix = SUFFIXES.find((one) => path.endsWith(one));
  if (suffix === undefined) return [];
  const text = readFileSync(join(directory, path), 'utf8');
  const name = path.replaceAll('\\', '/').slice(0, -suffix.length);
  return [[name, suffix === '.sh.hbs' ? Handlebars.compile(text, settings) : () => text]];
}
