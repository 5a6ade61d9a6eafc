import { quote } from './shell-word.ts';

/** A path as one bash word. A `~` at its beginning stays one, for whoever expands it later, and a slash at its end goes. */
export function quotePath(path: string): string {
  const plain = path.replace(/\/$/, '');
  return plain.startsWith('~/') ? `\\~/${quote(plain.slice(2))}` : quote(plain);
}
