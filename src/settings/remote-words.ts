/**
 * The allowed names of machines and of directories on them. Both reach ssh, rsync and a shell on the machine, and some
 * versions of those expand their arguments, so only plain characters are allowed. The schema of the project file has
 * the same patterns.
 */

/** `gpu1` or `anna@gpu1.example.org`; never an option. */
export const hostPattern = '^([A-Za-z0-9_][A-Za-z0-9._-]*@)?[A-Za-z0-9_][A-Za-z0-9._-]*$';

/** Absolute, or below the home directory: `~/hsm`. Not `/`, not the home directory itself, and without `..`. */
export const remotePathPattern =
  '^(~/|/)(?!\\.\\.?(/|$))[A-Za-z0-9._][A-Za-z0-9._-]*(/(?!\\.\\.?(/|$))[A-Za-z0-9._][A-Za-z0-9._-]*)*/?$';

export const hostExpected = 'be a host name, `user@host`, or a `Host` of the SSH config';

export const remotePathExpected =
  'be a directory such as `~/hsm` or `/scratch/anna/hsm`, without spaces, quotes or `..`';

/** Whether a text can name a machine for ssh. */
export function isHost(text: string): boolean {
  return new RegExp(hostPattern).test(text);
}
