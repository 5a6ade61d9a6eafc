import { expect, test } from 'vitest';
import { withoutValue, withValue } from '../../src/syntax/edit-yaml.ts';

const path = ['distributed', 'remotes', 'new'];
const added = (text: string): string => withValue(text, path, { host: 'h', ssh_port: 22 });

test.each([
  ['', 'distributed:\n  remotes:\n    new:\n      host: h\n      ssh_port: 22\n'],
  ['# only words', '# only words\ndistributed:\n  remotes:\n    new:\n      host: h\n      ssh_port: 22\n'],
  [
    'a: 1 # one\ndistributed: # machines\n  # all of them\n  remotes: # by name\n    old: # the old one\n      host: o # by the window\n# the end\nz: 2\n',
    'a: 1 # one\ndistributed: # machines\n  # all of them\n  remotes: # by name\n    old: # the old one\n      host: o # by the window\n    new:\n      host: h\n      ssh_port: 22\n# the end\nz: 2\n',
  ],
  [
    'distributed: # nothing yet\nz: 2',
    'distributed: # nothing yet\n  remotes:\n    new:\n      host: h\n      ssh_port: 22\nz: 2',
  ],
  [
    'distributed:\r\n    remotes:\r\n        old: {host: o}\r\n',
    'distributed:\r\n    remotes:\r\n        old: {host: o}\r\n        new:\r\n          host: h\r\n          ssh_port: 22\r\n',
  ],
  [
    'distributed: {remotes: {old: {host: o}}} # flow\n',
    'distributed: { remotes: { old: { host: o }, new: { host: h, ssh_port: 22 } } } # flow\n',
  ],
])('an entry is added to %j, and every comment stays in its place', (text, expected) => {
  expect(added(text)).toBe(expected);
  // The added entry is removed again, including mappings that were created for it.
  expect(withoutValue(expected, path)).not.toContain('new');
});

test('an entry is removed with its lines and nothing else', () => {
  const text =
    'a: 1 # one\ndistributed: # x\n  remotes: # y\n    b:\n      host: |\n        o\n    # after\n    c: {host: c} # z\n';
  const without = (name: string): string => withoutValue(text, ['distributed', 'remotes', name]);
  expect(without('b')).toBe(
    'a: 1 # one\ndistributed: # x\n  remotes: # y\n    # after\n    c: {host: c} # z\n',
  );
  expect(without('c')).toBe(
    'a: 1 # one\ndistributed: # x\n  remotes: # y\n    b:\n      host: |\n        o\n    # after\n',
  );
});
