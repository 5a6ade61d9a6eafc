import type { Diagnostics } from '../../diagnostics/diagnostics.ts';
import type { SyntaxNode } from '../../syntax/node.ts';
import type { WrittenEntry } from '../../syntax/write-yaml.ts';
import { Findings } from '../findings.ts';
import {
  DEFAULT_COUNT,
  type ImportedBlock,
  type ImportedSweep,
  type ImportOptions,
  line,
  noteOf,
  number,
  section,
  text,
} from '../imported.ts';
import { isWhole } from '../numbers.ts';
import { entriesOf, mappingAt, scalarAt, valueAt } from '../read-node.ts';
import { readCommand } from './read-command.ts';
import { type Parameters, readParameters } from './read-parameters.ts';

/** Keys that are read, and what to do about keys without an equivalent. */
const read = [
  'program',
  'method',
  'parameters',
  'command',
  'run_cap',
  'metric',
  'name',
  'description',
  'project',
  'entity',
];
const helpOf: Readonly<Record<string, string>> = {
  early_terminate: 'stop hopeless runs in the program itself; here every task runs to its end',
  controller: 'remove it: all tasks are fixed when the sweep is compiled',
};

/** Whether a file is a W&B sweep. */
export function isWandb(root: SyntaxNode): boolean {
  return valueAt(root, 'method')?.kind === 'scalar' && mappingAt(root, 'parameters') !== undefined;
}

/** A W&B sweep in hsm's terms. Its meaning is defined by W&B's package `sweeps` and by docs.wandb.ai. */
export function importWandb(
  root: SyntaxNode,
  options: ImportOptions,
  diagnostics: Diagnostics,
): ImportedSweep | null {
  const findings = new Findings('W&B', diagnostics);
  const [method, parameters] = [scalarAt(root, 'method'), mappingAt(root, 'parameters')];
  if (method === undefined || parameters === undefined) return null;
  if (!['grid', 'random', 'bayes'].includes(method.text)) {
    findings.malformed(
      `\`method\` cannot be \`${method.text}\``,
      method.span,
      'expected `grid`, `random` or `bayes`',
    );
    return null;
  }
  const { head, asWords } = readCommand(root, findings);
  const space = readParameters(parameters, { method: method.text, asWords, findings });
  if (method.text === 'bayes') {
    findings.differs(
      '`method: bayes`',
      'a random sample',
      method.span,
      'the tasks are fixed when a sweep is compiled, not while it runs',
      'write `method: sobol` to cover the space more evenly with the same number of tasks',
    );
  }
  reportOthers(root, findings);
  const block =
    method.text === 'grid' ? gridOf(root, space, findings) : sampleOf(root, space, options, findings);
  return {
    what: `a ${method.text} sweep of W&B`,
    head,
    defaults: space.constants,
    blocks: [block],
    foot: [...wandbOf(root), ...metadataOf(root, findings)],
  };
}

function gridOf(root: SyntaxNode, { swept }: Parameters, findings: Findings): ImportedBlock {
  const cap = scalarAt(root, 'run_cap');
  if (cap !== undefined) {
    const help = `build with \`--max-runs ${cap.text}\`, or write \`take: {count: ${cap.text}}\` for a random subset`;
    findings.noEquivalent('`run_cap` in a grid', cap.span, help);
  }
  return { grid: swept, paired: [], sample: null };
}

function sampleOf(
  root: SyntaxNode,
  { swept }: Parameters,
  { count }: ImportOptions,
  findings: Findings,
): ImportedBlock {
  const [method, cap] = [scalarAt(root, 'method'), scalarAt(root, 'run_cap')];
  const isCapped = cap !== undefined && isWhole(cap.text) && count === null;
  const drawn = isCapped ? cap.text : String(count ?? DEFAULT_COUNT);
  if (!isCapped && count === null)
    findings.noEnd('a W&B random search', DEFAULT_COUNT, (method ?? root).span);
  const note = isCapped ? noteOf(cap.span, 'run_cap') : undefined;
  const settings = [
    line('count', number(drawn), note),
    line('method', text('random'), method && noteOf(method.span, `method: ${method.text}`)),
  ];
  return { grid: [], paired: [], sample: swept.length === 0 ? null : { settings, parameters: swept } };
}

function wandbOf(root: SyntaxNode): readonly WrittenEntry[] {
  return section(
    'wandb',
    ['project', 'entity'].flatMap((key) => {
      const value = scalarAt(root, key);
      return value === undefined ? [] : [line(key, text(value.text), noteOf(value.span))];
    }),
  );
}

/** Keys that are kept as comments, including `metric`: the program logs it to W&B, and no file contains it. */
function metadataOf(root: SyntaxNode, findings: Findings): readonly WrittenEntry[] {
  const kept = ['name', 'description'].flatMap((key) => {
    const value = scalarAt(root, key);
    return value === undefined ? [] : [line(key, text(value.text), noteOf(value.span))];
  });
  const metric = valueAt(root, 'metric');
  const [name, goal] = [scalarAt(metric, 'name'), scalarAt(metric, 'goal')];
  if (metric === undefined || name === undefined) return section('metadata', kept);
  const objective = goal?.text === 'maximize' ? 'maximize' : 'minimize';
  findings.differs(
    '`metric`',
    'a note in `metadata`',
    metric.span,
    'here results are read from files of the tasks; W&B reads them from its log',
    `if tasks write a file, write \`results: {json: metrics.json, ${objective}: ${JSON.stringify(name.text)}}\``,
  );
  return section('metadata', [...kept, line(objective, text(name.text), noteOf(metric.span, 'metric'))]);
}

function reportOthers(root: SyntaxNode, findings: Findings): void {
  for (const { key } of entriesOf(root)) {
    if (read.includes(key.text)) continue;
    const help = helpOf[key.text] ?? 'remove it, or implement it in the program';
    findings.noEquivalent(`\`${key.text}\``, key.span, help);
  }
}
