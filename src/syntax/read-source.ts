import { syntaxDiagnostics } from '../diagnostics/catalogue/syntax.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import { positionAt, type Source } from '../source/source.ts';

const MEBIBYTE = 1024 * 1024;

/** The maximum size of a file in bytes. Larger files are refused unread: a sweep file of that size is a mistake. */
export const MAX_SOURCE_BYTES: number = 10 * MEBIBYTE;

/**
 * Decodes the bytes of a file, without its byte-order mark.
 * Returns null after reporting that the file is too large or is not UTF-8.
 */
export function decodeSource(path: string, bytes: Uint8Array, diagnostics: Diagnostics): Source | null {
  if (bytes.length > MAX_SOURCE_BYTES) {
    reportTooLarge(path, bytes.length, diagnostics);
    return null;
  }
  const text = new TextDecoder('utf-8').decode(bytes);
  const source: Source = { path, text };
  const offset = invalidByteAt(bytes);
  if (offset === null) return source;
  reportNotUtf8(source, bytes, offset, diagnostics);
  return null;
}

function reportTooLarge(path: string, size: number, diagnostics: Diagnostics): void {
  const source: Source = { path, text: '' };
  diagnostics.add(
    diagnose(
      syntaxDiagnostics.tooLarge,
      { size: `${(size / MEBIBYTE).toFixed(1)} MiB`, limit: `${MAX_SOURCE_BYTES / MEBIBYTE} MiB` },
      { primary: { span: { source, start: 0, end: 0 }, text: '' } },
    ),
  );
}

function reportNotUtf8(source: Source, bytes: Uint8Array, offset: number, diagnostics: Diagnostics): void {
  const start = new TextDecoder('utf-8').decode(bytes.subarray(0, offset)).length;
  diagnostics.add(
    diagnose(
      syntaxDiagnostics.notUtf8,
      {
        byte: `0x${(bytes[offset] ?? 0).toString(16).padStart(2, '0')}`,
        offset,
        line: positionAt(source, start).line,
      },
      {
        primary: { span: { source, start, end: start + 1 }, text: 'not valid UTF-8' },
        help: 'save the file as UTF-8',
      },
    ),
  );
}

/** The offset of the first byte that is not UTF-8, or null. */
function invalidByteAt(bytes: Uint8Array): number | null {
  const decoded = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const encoded = new TextEncoder().encode(decoded);
  let at = 0;
  while (at < bytes.length && bytes[at] === encoded[at]) at++;
  if (at === bytes.length && at === encoded.length) return null;
  // An invalid byte was decoded to U+FFFD, whose own bytes may match the input for a byte or two.
  while (at > 0 && isContinuation(encoded[at])) at--;
  return at;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte <= 0xbf;
}
