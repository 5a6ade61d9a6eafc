import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** What the emitted scripts run is what they ask for before they begin, so that a tool that is missing is named. */

const folder = fileURLToPath(
  new URL('../../targets/local/cases/quickstart/expected/scripts', import.meta.url),
);

/** What is done without, and how. */
const optional = new Set([
  'cmp', // results are read again
  'getconf', // nproc, or one core
  'ln', // no links in tasks/by-name
  'nproc', // getconf, or one core
  'parallel', // a pool of bash processes
  'ps', // kill says whether a process is there
  'readlink', // - in the machine's name
  'stty', // 80 columns
  'timeout', // whatever is asked has as long as it takes
  'sysctl', // - in the machine's name
  'uname', // HOSTNAME
  'wandb', // asked for where there is something to send
  'sha256sum', // shasum, which is asked for
  'shasum', // asked for where it is needed
]);

/** What runs a task is no command of its own: local.sh asks for what it needs. */
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

/** A word that is no more than its text, else nothing. */
function literal(word: unknown): string {
  const { Parts: parts = [] } = word as Node;
  return parts.length === 1 && parts[0]?.Type === 'Lit' ? (parts[0].Value ?? '') : '';
}

const builtins = new Set(
  spawnSync('bash', ['-c', 'compgen -bk'], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean),
);

/** The commands of a script that are neither its functions nor bash's own. */
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
    // What it runs is its first word that is neither an option nor the number of one.
    if (words[0] === 'xargs') used.add(words.slice(1).find((word) => /^[a-z]/.test(word)) ?? '');
  }
  return { used, functions };
}

const names = readdirSync(folder).filter((name) => name.endsWith('.sh'));
const shared = new Set(names.flatMap((name) => [...commandsOf(join(folder, name)).functions]));

function askedFor(name: string): Set<string> {
  const text = readFileSync(join(folder, name), 'utf8');
  return new Set(
    [...text.matchAll(/^ +require_tools (.*)$/gm)].flatMap(([, words]) => words?.match(/[a-z0-9]+/g) ?? []),
  );
}

test.each(names)('%s asks for the tools that it runs', (name) => {
  const { used } = commandsOf(join(folder, name));
  const tools = [...used].filter((word) => /^[a-z]/.test(word) && !builtins.has(word) && !shared.has(word));
  const asked = askedFor(askedBy[name] ?? name);
  expect(tools.filter((tool) => !asked.has(tool) && !optional.has(tool))).toEqual([]);
});
