import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beginningOf } from './beginning-of.ts';
import { isExecutable } from './on-path.ts';

/** The training script that was found; all paths are relative to the project root. */
export interface DetectedScript {
  readonly path: string;
  /** Other candidates. */
  readonly alternatives: readonly string[];
  /** How it takes its parameters, as far as its text shows; `words` are `name=value`, without Hydra. */
  readonly args: 'hydra' | 'argparse' | 'words' | null;
}

/** Usual names of training scripts, the most likely first. */
const usualNames = [
  'train.py',
  'main.py',
  'src/train.py',
  'scripts/train.py',
  'src/main.py',
  'scripts/main.py',
];

/** Where to look for a program that uses Hydra, and the maximum number of files to open. */
const searched = ['.', 'src', 'scripts'];
const mostFiles = 200;

/**
 * Finds the training script by its usual names, then by `@hydra.main` in its text, then any program that takes
 * parameters: a Python, R, awk or shell script, or a compiled program. Null if none is found.
 */
export function detectScript(root: string): DetectedScript | null {
  const textOf = (path: string): string => beginningOf(join(root, path)) ?? '';
  const usual = usualNames.filter((name) => isFile(join(root, name)));
  const python = searched
    .flatMap((directory) => filesIn(root, directory, /\.py$/))
    .filter((path) => !usual.includes(path))
    .slice(0, mostFiles);
  const hydra = python.filter((path) => /^\s*@hydra\.main\b/m.test(textOf(path)));
  const found = [...usual, ...hydra];
  if (found.length === 0) {
    const takes = /\b(?:argparse|click|typer|sys\.argv|os\.environ|os\.getenv|__main__)\b/;
    const takesInR = /\b(?:commandArgs|optparse|argparse|Sys\.getenv)\b/;
    const inR = searched.flatMap((directory) => filesIn(root, directory, /\.r$/i)).slice(0, mostFiles);
    found.push(...python.filter((path) => takes.test(textOf(path))));
    found.push(...inR.filter((path) => takesInR.test(textOf(path))), ...otherPrograms(root));
  }
  const [path, ...alternatives] = found;
  return path === undefined ? null : { path, alternatives, args: argsOf(textOf(path)) };
}

function argsOf(text: string): DetectedScript['args'] {
  if (/^\s*(?:import|from)\s+hydra\b/m.test(text) || text.includes('@hydra.main')) return 'hydra';
  if (/\b(?:argparse|optparse)\b|^\s*(?:import|from)\s+(?:click|typer)\b/m.test(text)) return 'argparse';
  return /\bsys\.argv\b/.test(text) && /\b(?:split|partition)\(["']=["']/.test(text) ? 'words' : null;
}

/** Programs at the top of a project that are not Python: scripts for awk and shells, and executable files. */
function otherPrograms(root: string): readonly string[] {
  const names = namesIn(root).slice(0, mostFiles);
  const isProgram = (name: string): boolean =>
    isFile(join(root, name)) &&
    !name.endsWith('.py') &&
    (/\.(?:awk|sh)$/.test(name) ||
      (isExecutable(join(root, name)) &&
        /^(?:\x7fELF|\ufffd{2}|#!)/.test(beginningOf(join(root, name)) ?? '')));
  return names.filter(isProgram);
}

function filesIn(root: string, directory: string, kind: RegExp): readonly string[] {
  const paths = namesIn(join(root, directory)).filter((name) => kind.test(name));
  return paths.map((name) => (directory === '.' ? name : `${directory}/${name}`));
}

/** The names in a directory, in an order that does not depend on the machine; empty if it cannot be read. */
export function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).sort();
  } catch {
    return [];
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
