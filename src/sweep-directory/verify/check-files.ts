import { basename, dirname, join } from 'node:path';
import fs from 'fs-extra';
import { counted } from '../../diagnostics/counted.ts';
import { unlistedFiles } from '../existing-sweep.ts';
import { historyDirectory, manifestPath, planPath, updateDirectory } from '../file-names.ts';
import { digestOfFile, readManifest } from '../manifest.ts';
import { namesIn } from '../names-in.ts';
import { readPlan } from '../records.ts';
import { type Problem, problem } from './problem.ts';

type Manifest = ReadonlyMap<string, string>;

/**
 * Checks the emitted files against the manifest, and finds remains of interrupted builds. `shown` is the directory as
 * messages show it.
 */
export function checkFiles(directory: string, shown: string): readonly Problem[] {
  const manifest = manifestAt(join(directory, manifestPath));
  const leftovers = [...unfinishedUpdates(directory, shown), ...unfinishedBuilds(directory)];
  if (manifest === null) {
    const text = fs.existsSync(join(directory, manifestPath))
      ? `${manifestPath} is damaged, so edited files cannot be detected`
      : `${manifestPath} is missing, so edited files cannot be detected`;
    return [
      problem('manifest', text, restore([manifestPath], directory), { paths: [manifestPath] }),
      ...leftovers,
    ];
  }
  return [...checkDigests(directory, manifest), ...checkPlan(directory, manifest), ...leftovers];
}

function manifestAt(path: string): Manifest | null {
  return fs.existsSync(path) ? readManifest(fs.readFileSync(path, 'utf8')) : null;
}

function checkDigests(directory: string, manifest: Manifest): readonly Problem[] {
  // Files that an interrupted update has already moved into place are correct.
  const updated = manifestAt(join(directory, updateDirectory, manifestPath));
  const gone: string[] = [];
  const edited: string[] = [];
  for (const [path, expected] of manifest) {
    const found = digestOfFile(join(directory, path));
    if (found === null && updated !== null && !updated.has(path)) continue;
    if (found === null) gone.push(path);
    else if (found !== expected && found !== updated?.get(path)) edited.push(path);
  }
  const foreign = unlistedFiles(directory, manifest).filter((path) => !updated?.has(path));
  const problems: Problem[] = [];
  if (edited.length > 0) {
    const text = `${counted(edited.length, 'file was', 'files were')} edited after the build`;
    problems.push(problem('edited', text, restore(edited, directory), { paths: edited }));
  }
  if (gone.length > 0) {
    const text = `${counted(gone.length, 'file of the build is', 'files of the build are')} missing`;
    problems.push(problem('gone', text, restore(gone, directory, true), { paths: gone }));
  }
  if (foreign.length > 0) {
    const text = `${counted(foreign.length, 'file does', 'files do')} not belong to the build`;
    const remedy =
      'move or delete them: as long as they are there, hsm does not build into this directory (HSM505)';
    problems.push(problem('foreign', text, remedy, { level: 'note', paths: foreign }));
  }
  return problems;
}

function checkPlan(directory: string, manifest: Manifest): readonly Problem[] {
  if (!manifest.has(planPath) || !fs.existsSync(join(directory, planPath)) || readPlan(directory) !== null)
    return [];
  const text = `${planPath} cannot be read, so the tasks cannot be checked`;
  return [problem('plan', text, restore([planPath], directory), { paths: [planPath] })];
}

/** How to restore files: from version control, or by another build, which keeps completed tasks. */
function restore(paths: readonly string[], directory: string, isGone = false): string {
  const files = paths.slice(0, 3).join(' ');
  const more = paths.length > 3 ? ' …' : '';
  const rest = `restore from version control: \`git checkout -- ${files}${more}\``;
  if (paths.every((path) => path.startsWith('scripts/')) && isGone)
    return `${rest}; or build again: \`hsm build --name ${basename(directory)}\``;
  // Without these files, another sweep cannot take over tasks from the directory.
  if ([manifestPath, planPath].some((path) => paths.includes(path)))
    return `${rest}, or build under another name`;
  return `${rest}; or build again and keep completed tasks: \`hsm build --name NEW --from ${basename(directory)}\``;
}

/** Updates that were staged but never moved into place. */
function unfinishedUpdates(directory: string, shown: string): readonly Problem[] {
  const names = namesIn(directory).filter((name) => name.startsWith(updateDirectory));
  const kept = namesIn(join(directory, historyDirectory)).flatMap((number) =>
    namesIn(join(directory, historyDirectory, number))
      .filter((name) => name.endsWith('.part'))
      .map((name) => `${historyDirectory}/${number}/${name}`),
  );
  const staged = names.filter((name) => name === updateDirectory);
  const abandoned = [...names.filter((name) => name !== updateDirectory), ...kept];
  const problems: Problem[] = [];
  if (staged.length > 0) {
    const remedy = `finish it: \`bash ${shown}/${updateDirectory}/finish.sh\`, or build again`;
    problems.push(problem('update', 'an update was interrupted', remedy, { paths: staged }));
  }
  if (abandoned.length > 0) {
    const remedy = 'delete them, unless a build is running';
    problems.push(problem('update', 'an interrupted update left files behind', remedy, { paths: abandoned }));
  }
  return problems;
}

/** Directories next to this one that a build of it wrote or replaced. */
function unfinishedBuilds(directory: string): readonly Problem[] {
  const prefix = `.${basename(directory)}.`;
  const names = namesIn(dirname(directory)).filter(
    (name) => name.startsWith(prefix) && /^[A-Za-z0-9]{6}(?:\.old)?$/.test(name.slice(prefix.length)),
  );
  if (names.length === 0) return [];
  const remedy = 'delete them, unless a build is running; `.old` is the previous directory';
  return [
    problem('update', 'an interrupted build left directories behind', remedy, {
      paths: names.map((name) => `../${name}`),
    }),
  ];
}
