import { quote } from './shell-word.ts';

/** A path as one bash word. A `~` at its beginning is kept and expanded later; a trailing slash is removed. */
export function quotePath(path: string): string {
  const plain = path.replace(/\/$/, '');
  return plain.startsWith('~/') ? `\\~/${quote(plain.slice(2))}` : quote(plain);
}
