import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import fs from 'fs-extra';
import { provenanceFolder } from '../provenance.ts';
import type { FinishedSweep } from './finished-sweep.ts';
import type { TakenTask } from './match-tasks.ts';

/**
 * Copies the files of completed tasks, and a journal of them, into a sweep directory that is being created. Files are hard links if
 * possible, so that they take no space and outlive the old sweep.
 * @throws NodeJS.ErrnoException
 */
export function copyTasks(
  directory: string,
  sweeps: readonly FinishedSweep[],
  tasks: readonly TakenTask[],
): void {
  // One per sweep, to tell whether a directory has received everything.
  const journals = new Map<string, string[]>(sweeps.map(({ id }) => [id, []]));
  for (const { task, sweep, from } of tasks) {
    const target = join(directory, 'tasks', `task_${task}`);
    const source = join(sweep.path, 'tasks', `task_${from.task}`);
    linkTree(source, target, fs.realpathSync(source));
    addToInfo(join(target, 'task_info.txt'), `from: ${sweep.id}/${from.task}\n`);
    // In the form of `templates/runner/journal.sh`; no process of this sweep ran it.
    journals
      .get(sweep.id)
      ?.push(
        `${[task, from.attempt, from.host, '0@0@-', from.started, '0@0', 'completed', '0', from.ended, from.cpuTime, from.peakMemory].join('\t')}\n`,
      );
  }
  copyProvenance(directory, [...new Set(tasks.map(({ sweep }) => sweep.path))]);
  for (const [id, lines] of journals) {
    fs.writeFileSync(journalFrom(directory, id), lines.join(''));
  }
}

/** The provenance of these tasks is kept even after the old sweeps are gone. */
function copyProvenance(directory: string, sweeps: readonly string[]): void {
  for (const folder of sweeps.map((path) => join(path, provenanceFolder)).filter(fs.existsSync)) {
    fs.ensureDirSync(join(directory, provenanceFolder));
    for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.txt'))) {
      const target = join(directory, provenanceFolder, file);
      if (!fs.existsSync(target)) linkFile(join(folder, file), target);
    }
  }
}

/** Whether all tasks that these sweeps had completed by then were taken over when the directory was created. */
export function hasTaken(directory: string, sweeps: readonly FinishedSweep[]): boolean {
  return sweeps.every(({ id }) => fs.existsSync(journalFrom(directory, id)));
}

function journalFrom(directory: string, id: string): string {
  return join(directory, 'state', `from_${id}.tsv`);
}

/**
 * Directories are created, links to other places kept, and files linked. Anything else, such as a pipe, is not a result. An absolute link
 * into the task's own directory, whose physical path is `own`, becomes relative, because that directory may be deleted.
 */
function linkTree(from: string, to: string, own: string): void {
  fs.mkdirSync(to);
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target, own);
    else if (entry.isSymbolicLink()) fs.symlinkSync(linkText(source, own), target);
    else if (entry.isFile()) linkFile(source, target);
  }
}

function linkText(link: string, own: string): string {
  const text = fs.readlinkSync(link);
  if (!isAbsolute(text) || !fs.existsSync(dirname(text))) return text;
  const target = join(fs.realpathSync(dirname(text)), basename(text));
  if (target !== own && !target.startsWith(`${own}/`)) return text;
  return relative(fs.realpathSync(dirname(link)), target) || '.';
}

function linkFile(from: string, to: string): void {
  try {
    fs.linkSync(from, to);
  } catch {
    // Another file system, or one without links.
    fs.copySync(from, to, { preserveTimestamps: true });
  }
}

/** The old sweep's file stays as it is. */
function addToInfo(path: string, line: string): void {
  const text = fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : '';
  fs.removeSync(path);
  fs.writeFileSync(path, text + line);
}
