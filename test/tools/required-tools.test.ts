import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Emitted scripts check for exactly the tools that they run before they begin, so that a missing one is reported. */

const folder = fileURLToPath(
  new URL('../../targets/local/cases/quickstart/expected/scripts', import.meta.url),
);

/** Tools that a script can do without, and the replacement. */
const optional = new Set([
  'cmp', // results are read again
  'getconf', // nproc, or one core
  'ln', // no links in tasks/by-name
  'nproc', // getconf, or one core
  'nvidia-smi', // `--gpus`
  'parallel', // a pool of bash processes
  'ps', // … kill shows whether a process exists
  'readlink', // - in the machine's name
  'stty', // 80 columns
  'timeout', // … a query has no time limit
  'sysctl', // - in the machine's name
  'uname', // HOSTNAME
  'wandb', // … checked for if there is something to send
  'sha256sum', // … shasum, which is checked for
  'shasum', // … checked for when it is needed
]);

/** The program of a task is not a command of the scripts: local.sh checks for the tools that it needs. */
const askedBy: Readonly<Record<string, string>> = { 'task.sh': 'local.sh', 'runner.sh': 'local.sh' };

interface Node {
  readonly Type?: string;
  readonly Value?: string;
  readonly Name?: Node;
  readonly Args?: readonly unknown[];
  readonly Parts?: readonly Node[];
}

function* nodes(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Node;
  for (const part of Object.values(value)) yield* nodes(part);
}

/** A word that consists only of text, otherwise nothing. */
function literal(word: unknown): string {
  const { Parts: parts = [] } = word as Node;
  return parts.length === 1 && parts[0]?.Type === 'Lit' ? (parts[0].Value ?? '') : '';
}

const builtins = new Set(
  spawnSync('bash', ['-c', 'compgen -bk'], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean),
);

/** The commands of a script that are neither its functions nor bash builtins. */
function commandsOf(path: string): { readonly used: Set<string>; readonly functions: Set<string> } {
  const parsed = spawnSync('shfmt', ['--to-json'], {
    input: readFileSync(path),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const used = new Set<string>();
  const functions = new Set<string>();
  for (const node of nodes(JSON.parse(parsed.stdout))) {
    if (node.Type === 'FuncDecl') functions.add(node.Name?.Value ?? '');
    if (node.Type !== 'CallExpr' || node.Args === undefined) continue;
    const words = node.Args.map(literal);
    while (words[0] === 'command' || words[0] === 'exec') words.shift();
    used.add(words[0] ?? '');
    // It runs its first word that is neither an option nor a number for one.
    if (words[0] === 'xargs') used.add(words.slice(1).find((word) => /^[a-z]/.test(word)) ?? '');
  }
  return { used, functions };
}

const names = readdirSync(folder).filter((name) => name.endsWith('.sh'));
const shared = new Set(names.flatMap((name) => [...commandsOf(join(folder, name)).functions]));

function checkedTools(name: string): Set<string> {
  const text = readFileSync(join(folder, name), 'utf8');
  return new Set(
    [...text.matchAll(/^ +require_tools (.*)$/gm)].flatMap(([, words]) => words?.match(/[a-z0-9]+/g) ?? []),
  );
}

test.each(names)('%s checks for the tools that it runs', (name) => {
  const { used } = commandsOf(join(folder, name));
  const tools = [...used].filter((word) => /^[a-z]/.test(word) && !builtins.has(word) && !shared.has(word));
  const asked = checkedTools(askedBy[name] ?? name);
  expect(tools.filter((tool) => !asked.has(tool) && !optional.has(tool))).toEqual([]);
});
