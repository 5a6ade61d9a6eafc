import { driverDiagnostics } from '../diagnostics/catalogue/driver.ts';
import { type Diagnostic, diagnose, type Label } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'it exists already',
  EISDIR: 'it is a directory',
  ELOOP: 'too many levels of symbolic links',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'no such file or directory',
  ENOSPC: 'no space is left on the device',
  ENOTDIR: 'a part of the path is not a directory',
  EPERM: 'the operation is not permitted',
  EROFS: 'the file system is read-only',
};

/** What the operating system said, for people; null where the error is not the operating system's. */
export function systemReason(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null;
  const code = String(error.code);
  return reasons[code] ?? code;
}

/** The diagnostic for a target that is not among `names`. */
export function targetUnknown(name: string, names: readonly string[], primary?: Label): Diagnostic {
  const close = didYouMean(name, names);
  const known = names.length === 0 ? 'there are none' : `the targets are ${quoted(names)}`;
  return diagnose(
    driverDiagnostics.targetUnknown,
    { name },
    { primary, help: close === undefined ? known : `did you mean \`${close}\`?` },
  );
}

/** Names for a sentence, each in backquotes. */
export function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
