import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beginningOf } from './beginning-of.ts';
import { isExecutable } from './on-path.ts';

/** A training script that was found; every path is relative to the project root. */
export interface DetectedScript {
  readonly path: string;
  /** Others that it could have been. */
  readonly alternatives: readonly string[];
  /** How it takes its parameters, as far as its text tells; `words` are `name=value`, without Hydra. */
  readonly args: 'hydra' | 'argparse' | 'words' | null;
}

/** Names that training scripts usually have, the likeliest first. */
const usualNames = [
  'train.py',
  'main.py',
  'src/train.py',
  'scripts/train.py',
  'src/main.py',
  'scripts/main.py',
];

/** Where a program that uses Hydra is looked for, and how many files are opened at most. */
const searched = ['.', 'src', 'scripts'];
const mostFiles = 200;

/**
 * Finds the training script by its usual names, then by `@hydra.main` in it, then any program that takes parameters: a
 * script of Python, of awk or of a shell, or a compiled one; null where there is none.
 */
export function detectScript(root: string): DetectedScript | null {
  const textOf = (path: string): string => beginningOf(join(root, path)) ?? '';
  const usual = usualNames.filter((name) => isFile(join(root, name)));
  const python = searched
    .flatMap((directory) => pythonFiles(root, directory))
    .filter((path) => !usual.includes(path))
    .slice(0, mostFiles);
  const hydra = python.filter((path) => /^\s*@hydra\.main\b/m.test(textOf(path)));
  const found = [...usual, ...hydra];
  if (found.length === 0) {
    const programs = python.filter((path) => /\b(?:argparse|sys\.argv|__main__)\b/.test(textOf(path)));
    found.push(...programs, ...otherPrograms(root));
  }
  const [path, ...alternatives] = found;
  return path === undefined ? null : { path, alternatives, args: argsOf(textOf(path)) };
}

function argsOf(text: string): DetectedScript['args'] {
  if (/^\s*(?:import|from)\s+hydra\b/m.test(text) || text.includes('@hydra.main')) return 'hydra';
  if (/\bargparse\b/.test(text)) return 'argparse';
  return /\bsys\.argv\b/.test(text) && /\b(?:split|partition)\(["']=["']/.test(text) ? 'words' : null;
}

/** Programs at the top of a project that are no Python: scripts for awk and shells, and what can be executed. */
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

function pythonFiles(root: string, directory: string): readonly string[] {
  const paths = namesIn(join(root, directory)).filter((name) => name.endsWith('.py'));
  return paths.map((name) => (directory === '.' ? name : `${directory}/${name}`));
}

/** The names in a directory, in an order that does not depend on the machine; none where it cannot be read. */
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
