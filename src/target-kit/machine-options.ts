import {
  hostExpected,
  hostPattern,
  remotePathExpected,
  remotePathPattern,
} from '../settings/remote-words.ts';
import { quoteCommas } from '../shell/array-element.ts';
import { quote } from '../shell/shell-word.ts';
import type { OptionSchemas } from './option-schema.ts';

/** A directory on another machine. */
export const remotePath: { readonly pattern: string; readonly 'x-expected': string } = {
  pattern: remotePathPattern,
  'x-expected': remotePathExpected,
};

/** How a machine is reached by SSH, and the place of the project on it. */
export interface SshOptions {
  readonly host: string;
  readonly ssh_port: number | null;
  readonly ssh_key: string | null;
  readonly workdir: string | null;
}

export const sshOptions: OptionSchemas<SshOptions> = {
  host: {
    type: 'string',
    pattern: `^$|${hostPattern}`,
    'x-expected': hostExpected,
    default: '',
    description: 'the machine: a host name, `user@host`, or a `Host` of the SSH config',
  },
  ssh_port: {
    type: ['integer', 'null'],
    minimum: 1,
    maximum: 65535,
    default: null,
    description: 'the SSH port, unless the SSH config sets it',
  },
  ssh_key: {
    type: ['string', 'null'],
    default: null,
    description: 'the private key file, unless the SSH config sets it',
  },
  workdir: {
    type: ['string', 'null'],
    ...remotePath,
    default: null,
    description: 'the project directory on the machine, if no code should be sent',
  },
};

const files = { type: ['array', 'string', 'null'], items: { type: 'string' }, default: null } as const;

/** The files to send. */
export interface SentFilesOptions {
  readonly rsync_include: readonly string[] | string | null;
  readonly rsync_excludes: readonly string[] | string | null;
}

export const sentFilesOptions: OptionSchemas<SentFilesOptions> = {
  rsync_include: { ...files, description: 'files that are sent although git ignores them' },
  rsync_excludes: { ...files, description: 'files that are not sent' },
};

/** One or several texts as elements of a bash array. */
export function arrayWords(texts: readonly string[] | string | null): string {
  return [texts ?? []].flat().map(quote).map(quoteCommas).join(' ');
}
