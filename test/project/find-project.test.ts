import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findProject } from '../../src/project/find-project.ts';
import { temporaryProject } from './temporary-project.ts';

const nowhere = { HOME: '/nonexistent' };

test.each([['sweeps/sweep.yaml'], ['sweeps/hsm_config.yaml'], ['.git/']])(
  'the root is the nearest directory above with %s',
  (mark) => {
    const root = temporaryProject({ [mark]: '', 'a/b/c/': '' });
    expect(findProject(join(root, 'a/b/c'), { environment: nowhere })).toMatchObject({
      root,
      sweepFile: join(root, 'sweeps/sweep.yaml'),
      userConfigFile: null,
    });
  },
);

test('without any mark the root is the starting directory', () => {
  const root = temporaryProject({ 'a/': '' });
  expect(findProject(join(root, 'a'), { environment: nowhere })).toMatchObject({
    root: join(root, 'a'),
    configFile: null,
  });
});

test('the project file is in sweeps, or else in the root', () => {
  const both = temporaryProject({ '.git/': '', 'sweeps/hsm_config.yaml': '', 'hsm_config.yaml': '' });
  expect(findProject(both, { environment: nowhere }).configFile).toBe(join(both, 'sweeps/hsm_config.yaml'));
  const one = temporaryProject({ '.git/': '', 'hsm_config.yaml': '' });
  expect(findProject(one, { environment: nowhere }).configFile).toBe(join(one, 'hsm_config.yaml'));
});

test('a given sweep file decides the root', () => {
  const root = temporaryProject({
    'one/sweeps/deep/er/a.yaml': '',
    'two/hsm_config.yaml': '',
    'two/experiments/b.yaml': '',
    'three/c.yaml': '',
    '.git/': '',
  });
  const rootOf = (file: string): string => findProject(root, { file, environment: nowhere }).root;
  expect(rootOf('one/sweeps/deep/er/a.yaml')).toBe(join(root, 'one'));
  expect(rootOf('two/experiments/b.yaml')).toBe(join(root, 'two'));
  expect(rootOf('three/c.yaml')).toBe(join(root, 'three'));
  expect(rootOf(join(root, 'three/c.yaml'))).toBe(join(root, 'three'));
  expect(findProject(root, { file: 'three/no.yaml', environment: nowhere }).sweepFile).toBe(
    join(root, 'three/no.yaml'),
  );
});

test('XDG_CONFIG_HOME sets the place of the user’s file, if it is absolute', () => {
  const home = temporaryProject({ '.config/hsm/config.yaml': '', 'xdg/hsm/config.yaml': '' });
  const fileOf = (environment: Record<string, string>): string | null =>
    findProject(home, { environment }).userConfigFile;
  expect(fileOf({ HOME: home })).toBe(join(home, '.config/hsm/config.yaml'));
  expect(fileOf({ HOME: home, XDG_CONFIG_HOME: join(home, 'xdg') })).toBe(join(home, 'xdg/hsm/config.yaml'));
  expect(fileOf({ HOME: home, XDG_CONFIG_HOME: 'xdg' })).toBe(join(home, '.config/hsm/config.yaml'));
  expect(fileOf({ HOME: home, XDG_CONFIG_HOME: join(home, 'none') })).toBeNull();
  expect(fileOf({})).toBeNull();
});

test('files may end in .yml; of two files, the ignored one is reported', () => {
  const root = temporaryProject({
    'sweeps/sweep.yml': '',
    'hsm_config.yml': '',
    'deep/er/': '',
    'user/hsm/config.yml': '',
  });
  const environment = { XDG_CONFIG_HOME: join(root, 'user') };
  expect(findProject(join(root, 'deep/er'), { environment })).toEqual({
    root,
    sweepFile: join(root, 'sweeps/sweep.yml'),
    configFile: join(root, 'hsm_config.yml'),
    userConfigFile: join(root, 'user/hsm/config.yml'),
    passedOver: [],
  });
  const both = temporaryProject({
    'sweeps/sweep.yml': '',
    'sweeps/sweep.yaml': '',
    'sweeps/hsm_config.yml': '',
    'hsm_config.yaml': '',
  });
  const project = findProject(both, { environment: nowhere });
  expect(project.sweepFile).toBe(join(both, 'sweeps/sweep.yaml'));
  expect(project.configFile).toBe(join(both, 'sweeps/hsm_config.yml'));
  expect(project.passedOver).toEqual([
    { path: join(both, 'sweeps/sweep.yml'), instead: join(both, 'sweeps/sweep.yaml') },
    { path: join(both, 'hsm_config.yaml'), instead: join(both, 'sweeps/hsm_config.yml') },
  ]);
  const named = findProject(both, { file: 'sweeps/sweep.yml', environment: nowhere });
  expect(named.passedOver.map(({ path }) => path)).toEqual([join(both, 'hsm_config.yaml')]);
});
