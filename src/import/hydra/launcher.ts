import type { WrittenEntry } from '../../syntax/write-yaml.ts';
import type { Findings } from '../findings.ts';
import { line, noteOf, number, section, text } from '../imported.ts';
import { isNumber } from '../numbers.ts';
import type { Override } from './override.ts';

/** Resources by the keys of submitit's launcher. */
const resources: Readonly<Record<string, readonly [string, (value: string) => string]>> = {
  timeout_min: ['walltime', (minutes) => `${minutes}m`],
  cpus_per_task: ['cpus', same],
  mem_gb: ['memory', (gigabytes) => `${gigabytes}G`],
  gpus_per_node: ['gpus', same],
  nodes: ['nodes', same],
  tasks_per_node: ['ranks', same],
  partition: ['partition', same],
  account: ['account', same],
  qos: ['qos', same],
};

function same(value: string): string {
  return value;
}

/** `hydra.launcher.*` of submitit as `resources`; settings without an equivalent are reported. */
export function readLauncher(overrides: readonly Override[], findings: Findings): readonly WrittenEntry[] {
  const lines: WrittenEntry[] = [];
  for (const { name, nameSpan, text: value } of overrides) {
    const key = name.slice('hydra.launcher.'.length);
    const found = Object.hasOwn(resources, key) ? resources[key] : undefined;
    if (value === 'null' || key === '_target_' || key === 'submitit_folder' || key === 'name') continue;
    if (found === undefined || (key === 'tasks_per_node' && value !== '1')) {
      const help = 'set it under `resources` or `targets`, or pass it to the submit script';
      findings.noEquivalent(`\`${name}\``, nameSpan, help);
    } else if (key !== 'tasks_per_node') {
      const [resource, convert] = found;
      const written = convert(value);
      lines.push(line(resource, isNumber(written) ? number(written) : text(written), noteOf(nameSpan, key)));
    }
  }
  return section('resources', lines);
}
