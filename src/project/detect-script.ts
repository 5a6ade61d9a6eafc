import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beginningOf } from './beginning-of.ts';

/** A training script that was found; every path is relative to the project root. */
export interface DetectedScript {
  readonly path: string;
  /** Others that it could have been. */
  readonly alternatives: readonly string[];
  /** How it takes its parameters, as far as its text tells. */
  readonly args: 'hydra' | 'argparse' | null;
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

/** Finds the training script by its usual names, then by `@hydra.main` in it; null where there is none. */
export function detectScript(root: string): DetectedScript | null {
  const usual = usualNames.filter((name) => isFile(join(root, name)));
  const scripts = searched
    .flatMap((directory) => pythonFiles(root, directory))
    .filter((path) => !usual.includes(path))
    .slice(0, mostFiles)
    .filter((path) => /^\s*@hydra\.main\b/m.test(beginningOf(join(root, path)) ?? ''));
  const [path, ...alternatives] = [...usual, ...scripts];
  return path === undefined
    ? null
    : { path, alternatives, args: argsOf(beginningOf(join(root, path)) ?? '') };
}

function argsOf(text: string): DetectedScript['args'] {
  if (/^\s*(?:import|from)\s+hydra\b/m.test(text) || text.includes('@hydra.main')) return 'hydra';
  return /\bargparse\b/.test(text) ? 'argparse' : null;
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
