import { join } from 'node:path';
import fs from 'fs-extra';
import type { Resources } from '../plan/run-settings.ts';

/**
 * The request of an attempt according to its record, in the units of `Resources`; without resources that the record
 * lacks.
 */
export type RecordedRequest = Partial<Pick<Resources, 'cpus' | 'memory' | 'walltime'>>;

const units = { cpus: '', memory: 'M', walltime: 's' } as const;

/**
 * The request of a task's latest attempt, which a submission or an option of a target may have changed. Under a
 * scheduler the walltime is the job's.
 */
export async function recordedRequest(directory: string, task: string): Promise<RecordedRequest> {
  const text = await fs.readFile(join(directory, `tasks/task_${task}/task_info.txt`), 'utf8').catch(() => '');
  const words = /^resources: (.*)$/m.exec(text)?.[1]?.split(',') ?? [];
  return Object.fromEntries(
    Object.entries(units).flatMap(([name, unit]) => {
      const word = words.find((each) => each.startsWith(`${name}=`)) ?? '';
      const amount = new RegExp(`^${name}=(\\d+)${unit}$`).exec(word)?.[1];
      return amount === undefined ? [] : [[name, Number(amount)]];
    }),
  );
}
