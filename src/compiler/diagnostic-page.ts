import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DiagnosticKind } from '../diagnostics/diagnostic.ts';

/** The page of a diagnostic, as `hsm explain` prints it; `directory` contains all pages. */
export function readPage({ code, title, page }: DiagnosticKind<never>, directory: string): string {
  if (page === undefined) return readFileSync(join(directory, `${code}.md`), 'utf8');
  const addition = join(directory, page.addition);
  const parts = [join(directory, page.file), ...(existsSync(addition) ? [addition] : [])];
  const words = new Map(Object.entries({ ...page.words, code, title }));
  const text = parts.map((path) => readFileSync(path, 'utf8')).join('\n');
  return text.replaceAll(/\{\{(\w+)\}\}/g, (whole, word: string) => words.get(word) ?? whole);
}
