import type { SyntaxNode } from '../../syntax/node.ts';
import type { WrittenEntry } from '../../syntax/write-yaml.ts';
import type { Findings } from '../findings.ts';
import { line, noteOf, number, section, text } from '../imported.ts';
import { isNumber } from '../numbers.ts';
import { entriesOf, scalarAt } from '../read-node.ts';

const resources: Readonly<Record<string, string>> = {
  time: 'walltime',
  mem: 'memory',
  'cpus-per-task': 'cpus',
  nodes: 'nodes',
  partition: 'partition',
  account: 'account',
  qos: 'qos',
};

/** The `slurm` section: `sbatch_options` as `resources`, `max_simultaneous_jobs` as an option of the target. */
export function readSlurm(node: SyntaxNode | undefined, findings: Findings): readonly WrittenEntry[] {
  const [first, ...others] = node?.kind === 'sequence' ? node.items : node === undefined ? [] : [node];
  for (const other of others) {
    findings.noEquivalent(
      'a second set of job options',
      other.span,
      'build one sweep for each set, or choose one',
    );
  }
  const lines: WrittenEntry[] = [];
  const options: WrittenEntry[] = [];
  for (const { key, value } of entriesOf(first)) {
    const setting = scalarAt(first, key.text);
    if (key.text === 'max_simultaneous_jobs' && setting !== undefined) {
      options.push(line('array_throttle', number(setting.text), noteOf(key.span, key.text)));
    } else if (key.text === 'sbatch_options') {
      for (const entry of entriesOf(value)) lines.push(...resource(entry.key.text, value, findings));
    } else if (setting?.text !== '1') {
      const help =
        'set it under `resources` or `targets`; see the sweep language and the page of the target for the keys';
      findings.noEquivalent(`\`${key.text}\``, key.span, help);
    }
  }
  const targets = section('targets', section('slurm', options));
  return [...section('resources', lines), ...targets];
}

function resource(name: string, options: SyntaxNode, findings: Findings): readonly WrittenEntry[] {
  const entry = entriesOf(options).find(({ key }) => key.text === name);
  const key = name.replace(/^-+/, '');
  if (entry?.value.kind !== 'scalar') return [];
  const { text: value, span } = entry.value;
  const note = noteOf(span, key);
  const gpus = /^gpu:(?:([A-Za-z]\w*):)?(\d+)$/.exec(value);
  if (key === 'gres' && gpus !== null) {
    const [, type, count = '1'] = gpus;
    if (count === '0') return [];
    return [
      line('gpus', number(count), note),
      ...(type === undefined ? [] : [line('gpu_type', text(type), note)]),
    ];
  }
  const found = Object.hasOwn(resources, key) ? resources[key] : undefined;
  if (found === undefined) {
    findings.noEquivalent(
      `\`${name}\``,
      entry.key.span,
      'set it under `targets: {slurm: {extra_directives: […]}}`',
    );
    return [];
  }
  // A bare number means minutes for one key, megabytes for the other.
  const unit = isNumber(value) ? ({ walltime: 'm', memory: 'M' }[found] ?? '') : '';
  const written = `${value}${unit}`;
  return [line(found, isNumber(written) ? number(written) : text(written), note)];
}
