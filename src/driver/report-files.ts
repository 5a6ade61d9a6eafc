import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import fs from 'fs-extra';
import type { Plan } from '../plan/plan.ts';
import { planPath } from './common-files.ts';

/** How much of a file is looked at to tell whether hsm wrote it. */
const HEAD = 1024;

/** The plan of a sweep directory; null where the file cannot be read or is something else. */
export function readPlan(directory: string): Plan | null {
  try {
    const plan: unknown = JSON.parse(fs.readFileSync(join(directory, planPath), 'utf8'));
    return typeof plan === 'object' && plan !== null && 'space' in plan ? (plan as Plan) : null;
  } catch {
    return null;
  }
}

/** The command of the latest attempt of a task, as `tasks/task_N/command.txt` has it; null where there is none. */
export function recordedCommand(directory: string, task: string): string | null {
  const path = join(directory, 'tasks', `task_${task}`, 'command.txt');
  try {
    return fs.existsSync(path) ? fs.readFileSync(path, 'utf8').trimEnd() : null;
  } catch {
    return null;
  }
}

/** The program and the styles of the report's page. @throws NodeJS.ErrnoException */
export function readPageAssets(folder: string): { readonly script: string; readonly style: string } {
  return {
    script: fs.readFileSync(join(folder, 'page.js'), 'utf8'),
    style: fs.readFileSync(join(folder, 'page.css'), 'utf8'),
  };
}

/** Whether something other than a file with this mark near its beginning lies at a path. */
export function isForeign(path: string, mark: string): boolean {
  if (fs.lstatSync(path, { throwIfNoEntry: false }) === undefined) return false;
  try {
    const file = fs.openSync(path, 'r');
    try {
      const head = Buffer.alloc(HEAD);
      const length = fs.readSync(file, head, 0, HEAD, 0);
      return !head.toString('utf8', 0, length).includes(mark);
    } finally {
      fs.closeSync(file);
    }
  } catch {
    return true;
  }
}

/**
 * Writes a file as a whole or not at all: under another name beside it, and renamed. A link, a device or a pipe is written
 * to instead: `/dev/null` must not become a file.
 * @throws NodeJS.ErrnoException
 */
export function writeAtomically(path: string, text: string): void {
  const there = fs.lstatSync(path, { throwIfNoEntry: false });
  if (there !== undefined && !there.isFile()) {
    fs.writeFileSync(path, text);
    return;
  }
  const unfinished = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  try {
    fs.writeFileSync(unfinished, text, { flag: 'wx' });
    fs.renameSync(unfinished, path);
  } catch (error) {
    fs.removeSync(unfinished);
    throw error;
  }
}
