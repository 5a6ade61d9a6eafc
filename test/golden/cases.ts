import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Compilation, type CompileRequest, compile } from '../../src/compiler/compile.ts';
import { renderPretty } from '../../src/diagnostics/render-pretty.ts';
import { writeSweep } from '../../src/sweep-directory/write-sweep.ts';

/**
 * A folder below `targets/TARGET/cases` or `targets/TARGET/rejected`: `sweep.yaml`, optionally `hsm_config.yaml`, and
 * `expected/`. A rejected case compiles to errors and no files.
 */
export interface GoldenCase {
  readonly target: string;
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  readonly rejected: boolean;
}

export interface BuiltCase {
  readonly compilation: Compilation;
  /** The sweep file that was compiled. */
  readonly request: CompileRequest;
  /** The project's root, a new directory. */
  readonly root: string;
  /** The sweep directory, absolute; null for a rejected case. */
  readonly directory: string | null;
  /** Every file of the sweep directory, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** The output of `hsm build`; empty if it prints nothing. */
  readonly diagnostics: string;
}

export const targetsFolder: string = fileURLToPath(new URL('../../targets', import.meta.url));

/** The names of all targets: one folder per target. */
export const targetNames: readonly string[] = foldersIn(targetsFolder);

export const goldenCases: readonly GoldenCase[] = targetNames.flatMap((target) =>
  ['cases', 'rejected'].flatMap((kind) =>
    foldersIn(join(targetsFolder, target, kind)).map((name) => ({
      target,
      name,
      folder: join(targetsFolder, target, kind, name),
      rejected: kind === 'rejected',
    })),
  ),
);

/** Builds a case, under its own name, in a new project that has a `train.py` and a `python3`. */
export async function buildCase({ target, name, folder }: GoldenCase): Promise<BuiltCase> {
  const root = mkdtempSync(join(tmpdir(), 'hsm-golden-'));
  mkdirSync(join(root, 'sweeps'));
  for (const file of ['sweep.yaml', 'hsm_config.yaml']) {
    if (existsSync(join(folder, file))) cpSync(join(folder, file), join(root, 'sweeps', file));
  }
  for (const file of readdirSync(folder).filter((each) => /\.(?:csv|tsv|jsonl)$/.test(each))) {
    cpSync(join(folder, file), join(root, file));
  }
  writeFileSync(join(root, 'train.py'), '');
  mkdirSync(join(root, 'bin'));
  writeFileSync(join(root, 'bin', 'python3'), '');
  chmodSync(join(root, 'bin', 'python3'), 0o755);
  const request = {
    workingDirectory: root,
    sweepFile: null,
    targets: [target],
    options: {},
    maxRuns: null,
    name,
    environment: { PATH: join(root, 'bin') },
  };
  const compilation = await compile(request);
  const { diagnostics, plan, directory, drivers, files } = compilation;
  if (plan !== null && directory !== null && !diagnostics.hasErrors) {
    const written = {
      directory,
      shown: name,
      nameIsFree: false,
      plan,
      drivers,
      files,
      from: [],
      update: null,
    };
    writeSweep(written, diagnostics);
  }
  return {
    compilation,
    request,
    root,
    directory,
    files: directory === null ? new Map() : textsIn(directory),
    diagnostics: renderPretty(diagnostics.sorted(), { color: false }),
  };
}

/** The text of every file below a folder, by path with forward slashes; empty if the folder does not exist. */
export function textsIn(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

function foldersIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
