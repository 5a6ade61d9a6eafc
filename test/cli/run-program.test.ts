import { expect, test, vi } from 'vitest';
import type { CaptureOptions, CommandContext } from '../../src/cli/context.ts';
import { findSystem } from '../../src/cli/find-system.ts';
import { captureProgram } from '../../src/cli/run-program.ts';
import { temporaryProject } from '../project/temporary-project.ts';

test('a program that does not end is killed, and its output is kept even if a child keeps the pipe open', async () => {
  const words = ['-c', 'echo "$$"; sleep 300 & echo "$!"; wait'];
  const { code, output } = await captureProgram('bash', words, { quiet: true, limit: 3 });
  expect(code).toBe(null);
  const [shell = '', child = ''] = output.trim().split('\n');
  process.kill(Number(child));
  await vi.waitFor(() => expect(() => process.kill(Number(shell), 0)).toThrow('ESRCH'), 20_000);
  expect(await captureProgram('bash', ['-c', 'echo in time; exit 3'], { limit: 60 })).toEqual({
    code: 3,
    output: 'in time\n',
  });
});

test('a submit command that does not respond does not keep hsm waiting', async () => {
  const root = temporaryProject({ 'bin/qsub': '' });
  let how: CaptureOptions | undefined;
  const context: Pick<CommandContext, 'environment' | 'capture'> = {
    environment: { PATH: `${root}/bin` },
    capture: async (_program, _words, options) => {
      how = options;
      return { code: null, output: '' };
    },
  };
  expect(await findSystem(context as CommandContext)).toBe('pbs');
  expect(how?.limit).toBeGreaterThan(1);
  expect(how?.limit).toBeLessThan(100);
});
