import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostics.ts';
import { mergeSettings } from '../../src/settings/merge.ts';
import { optionLayer } from '../../src/settings/option-layer.ts';
import type { SettingsLayer } from '../../src/settings/settings.ts';
import { settleTarget } from '../../src/settings/target-resources.ts';
import { readProjectText, readSweepText, valuesOf } from './read-settings.ts';

const words = {
  same: { cpus_per_task: 'cpus', mem: 'memory', queue: 'partition', time: 'walltime', gpu_type: 'gpu_type' },
  instead: { mem_per_cpu: 'memory' },
} as const;

function settle(layers: readonly SettingsLayer[]): { resources: object; options: readonly string[] } {
  const settings = mergeSettings(layers);
  const section = settings.targets['cluster'];
  if (section === undefined) return { resources: valuesOf(settings.resources), options: [] };
  const { value, resources } = settleTarget(section, words, settings, new Diagnostics());
  if (value.kind !== 'mapping' || resources === undefined) throw new Error('not settled');
  return { resources: valuesOf(resources), options: value.entries.map(({ key }) => key.text) };
}

/** The three kinds of files, the highest first. */
const readers = [
  (text: string) => readSweepText(text).layer,
  (text: string) => readProjectText(text).layer,
  (text: string) => readProjectText(text, '~/.config/hsm/config.yaml').layer,
];

test.each([
  ['walltime', 'time', ['1h', 3_600], ['8h', 28_800]],
  ['cpus', 'cpus_per_task', ['2', 2], ['4', 4]],
  ['memory', 'mem', ['2G', 2_048], ['4G', 4_096]],
  ['partition', 'queue', ['slow', 'slow'], ['fast', 'fast']],
  ['gpu_type', 'gpu_type', ['a100', 'a100'], ['h100', 'h100']],
] as const)(
  '%s and %s: the higher layer wins, in one file the own word',
  (resource, own, [low], [high, value]) => {
    const asResource = (text: string): string => `resources: {${resource}: ${text}}`;
    const asOwn = (text: string): string => `targets: {cluster: {${own}: ${text}}}`;
    for (const [index, higher] of readers.entries()) {
      for (const lower of readers.slice(index + 1)) {
        for (const above of [asResource, asOwn]) {
          for (const below of [asResource, asOwn]) {
            const settled = settle([higher(above(high)), lower(below(low))]);
            expect(settled.resources, `${index}: ${above(high)}, below ${below(low)}`).toMatchObject({
              [resource]: value,
            });
            expect(settled.options).toEqual([]);
          }
        }
      }
      const both = settle([higher(`${asResource(low)}\n${asOwn(high)}`)]);
      expect(both.resources, `both in ${index}`).toMatchObject({ [resource]: value });
    }
    const option = optionLayer(
      { resources: '--cpus-per-task=64 --mem=64G -p cli -t 64h --gres=gpu:cli:1' },
      new Diagnostics(),
    );
    const settled = settle([option, ...readers.map((read) => read(`${asResource(low)}\n${asOwn(high)}`))]);
    expect(settled.resources).toEqual(valuesOf(mergeSettings([option]).resources));
  },
);

test('an option that sets a resource in another way stays, and is dropped if a higher layer sets the resource', () => {
  const [sweep, project] = readers as [(text: string) => SettingsLayer, (text: string) => SettingsLayer];
  const own = 'targets: {cluster: {mem_per_cpu: 1G, other: 1}}';
  expect(settle([sweep(own), project('resources: {memory: 2G}')]).options).toEqual(['mem_per_cpu', 'other']);
  expect(settle([sweep('resources: {memory: 2G}'), project(own)]).options).toEqual(['other']);
});

test('null removes a resource for the target only', () => {
  const [sweep, project] = readers as [(text: string) => SettingsLayer, (text: string) => SettingsLayer];
  const layers = [sweep('targets: {cluster: {queue: null}}'), project('resources: {partition: x, cpus: 2}')];
  expect(settle(layers).resources).toMatchObject({ partition: null, cpus: 2 });
  expect(mergeSettings(layers).resources.partition.value).toBe('x');
});
