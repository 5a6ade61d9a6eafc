import { expect, test } from 'vitest';
import { detectSystem } from '../../src/project/detect-system.ts';
import { temporaryProject } from './temporary-project.ts';

/** The system if PATH has these folders and `qsub --version` prints this text. */
async function found(folders: string, printed: string, environment = {}): Promise<string | null> {
  const root = temporaryProject({
    'slurm/bin/sbatch': '',
    'pbs/bin/qsub': '',
    'sge/bin/qsub': '',
    'sge/bin/qconf': '',
  });
  const PATH =
    folders === ''
      ? ''
      : folders
          .split(':')
          .map((folder) => `${root}/${folder}/bin`)
          .join(':');
  return detectSystem({ PATH, ...environment }, async (program, words) => {
    expect([program, ...words]).toEqual([`${root}/${folders.split(':')[0]}/bin/qsub`, '--version']);
    return printed;
  });
}

const OPENPBS = 'pbs_version = 23.06.06\n';
const TORQUE = 'Version: 7.0.1\nCommit: 1d0bf8fcd0af1ec6b5b0c36e0c3de1b9e5c1ba11\n';
const GRID_ENGINE = 'qsub: ERROR! invalid option argument "--version"\n';

test('a scheduler is recognised by a command that only it has', async () => {
  expect(await found('', '')).toBe(null);
  expect(await found('slurm:pbs', OPENPBS)).toBe('slurm');
});

test('of schedulers with the same command, the output of the command decides', async () => {
  expect(await found('pbs', OPENPBS)).toBe('pbs');
  expect(await found('pbs', TORQUE)).toBe('torque');
  expect(await found('sge', GRID_ENGINE)).toBe('sge');
});

test('the output of the command that PATH finds takes precedence over other commands', async () => {
  expect(await found('pbs:sge', OPENPBS, { SGE_ROOT: '/opt/sge' })).toBe('pbs');
  expect(await found('pbs:sge', TORQUE, { SGE_ROOT: '/opt/sge' })).toBe('torque');
});

test('a command that does not identify its scheduler is identified by other commands', async () => {
  expect(await found('pbs', 'no such option\n', { SGE_ROOT: '/opt/sge' })).toBe('sge');
  expect(await found('pbs', '')).toBe('pbs');
});
