import { createHash } from 'node:crypto';
import fs from 'fs-extra';

/** One line per file, sorted by path, in the format of `sha256sum -c`. The manifest does not list itself. */
export function manifest(digests: ReadonlyMap<string, string>): string {
  const paths = [...digests.keys()].sort();
  return paths.map((path) => `${digests.get(path)}  ${path}\n`).join('');
}

/** SHA-256 digests by path, from a manifest's text; null if the text is not a manifest. */
export function readManifest(text: string): ReadonlyMap<string, string> | null {
  const digests = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [, digest, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (digest === undefined || path === undefined) return null;
    digests.set(path, digest);
  }
  return digests;
}

/** SHA-256 in lower-case hexadecimal. */
export function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The digest of a file; null if it does not exist. */
export function digestOfFile(path: string): string | null {
  return fs.existsSync(path) ? digest(fs.readFileSync(path)) : null;
}
