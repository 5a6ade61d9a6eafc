import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root: string = fileURLToPath(new URL('../..', import.meta.url));

/** A fenced block of a page: its language, the words after that, its text, and the line of its first line. */
export interface Fence {
  readonly language: string;
  readonly words: readonly string[];
  readonly text: string;
  readonly line: number;
  /** Where its text begins in the page. */
  readonly start: number;
  /** The heading above it. */
  readonly section: string;
}

/** Pages for users: the guide, the reference, the README, and those of targets and examples. */
export const userPages: readonly string[] = [
  'README.md',
  ...markdownIn('docs/guide'),
  ...markdownIn('docs/reference').filter((page) => !page.endsWith('benchmarks.md')),
  ...readmesIn('targets'),
  ...readmesIn('examples'),
];

/** The pages of the sweep language. */
export const languagePages: readonly string[] = [
  'docs/reference/sweep-language.md',
  ...markdownIn('docs/reference/sweep-language'),
];

/** The Markdown files of a folder and of those in it. */
export function markdownIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return markdownIn(path);
      return entry.name.endsWith('.md') ? [path] : [];
    })
    .sort();
}

function readmesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${folder}/${name}/README.md`)
    .sort();
}

export function textOf(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

/** All fenced blocks of a page, in order. */
export function fencesOf(text: string): readonly Fence[] {
  let section = '';
  return [...text.matchAll(/^#+ (.+)$|^(`{3,})(\S*)[ \t]*(.*)\n([\s\S]*?)^\2$/gm)].flatMap((match) => {
    const [, heading, , language = '', words = '', body = ''] = match;
    if (heading !== undefined) {
      section = heading;
      return [];
    }
    const start = match.index + match[0].indexOf('\n') + 1;
    const line = text.slice(0, start).split('\n').length;
    return [{ language, words: words.split(/\s+/).filter(Boolean), text: body, line, start, section }];
  });
}

/** The texts between single backticks in the prose of a page. */
export function inlineCodeOf(text: string): readonly string[] {
  const prose = text.replace(/^(`{3,})[\s\S]*?^\1$/gm, '');
  return [...prose.matchAll(/(?<!`)`([^`\n]+)`(?!`)/g)].map(([, code = '']) => code);
}

/** The commands in blocks of shell: of `console` those after `$ `, of `bash` and `sh` all lines. */
export function shellOf(fences: readonly Fence[]): readonly string[] {
  return fences.flatMap(({ language, text, words }) => {
    if (words.includes('theirs')) return [];
    if (language === 'bash' || language === 'sh') return [text];
    if (language !== 'console') return [];
    return text.split('\n').flatMap((line) => (line.startsWith('$ ') ? [`${line.slice(2)}\n`] : []));
  });
}
