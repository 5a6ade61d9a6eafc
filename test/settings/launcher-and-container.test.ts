import { expect, test } from 'vitest';
import { readSweepText } from './read-settings.ts';

function read(section: string): {
  readonly layer: ReturnType<typeof readSweepText>['layer'];
  readonly codes: readonly string[];
} {
  const { layer, diagnostics } = readSweepText(`sweep: {}\n${section}\n`);
  return { layer, codes: diagnostics.sorted().map(({ code }) => code) };
}

test.each<[string, readonly string[] | null]>([
  ['srun', ['srun']],
  ['\'mpirun -np {ranks} --x "a b"\'', ['mpirun', '-np', '{ranks}', '--x', 'a b']],
  ['[mpirun, -np, 4, "a b"]', ['mpirun', '-np', '4', 'a b']],
  ['null', null],
])('the words of the launcher %s', (text, words) => {
  const { layer, codes } = read(`resources: {launcher: ${text}}`);
  expect(codes).toEqual([]);
  expect(layer.resources.launcher?.value).toEqual(words);
});

test.each([
  ["'mpirun | tee'", 'HSM336'],
  ["'mpirun \"a'", 'HSM335'],
  ["''", 'HSM334'],
  ['[-np, 4]', 'HSM334'],
  ['"mpirun {rank}"', 'HSM337'],
  ['[mpirun, "{env:lower}"]', 'HSM337'],
])('the launcher %s is refused', (text, code) => {
  expect(read(`resources: {launcher: ${text}}`).codes).toEqual([code]);
});

test('an image alone is a container, and so is a mapping', () => {
  const alone = read('environment: {container: a.sif}');
  expect(alone.layer.environment.container?.value).toEqual({
    image: 'a.sif',
    runtime: 'apptainer',
    binds: [],
    gpus: null,
  });
  const mapping = read(
    'environment: {container: {image: "~/a b.sif", runtime: podman, binds: ["/a", "~/b:/c:ro", "{env:D:-/d}:/e:rw"], gpus: False}}',
  );
  expect(mapping.codes).toEqual([]);
  expect(mapping.layer.environment.container?.value).toEqual({
    image: '~/a b.sif',
    runtime: 'podman',
    binds: [
      { source: '/a', target: '/a', read_only: false },
      { source: '~/b', target: '/c', read_only: true },
      { source: '{env:D:-/d}', target: '/e', read_only: false },
    ],
    gpus: false,
  });
  expect(read('environment: {container: null}').layer.environment.container?.value).toBeNull();
});

test.each([
  ['apptainer', 'data', 'not an absolute path'],
  ['podman', '/a:data', 'not an absolute path'],
  ['apptainer', '/a:/b:rx', 'too many parts'],
  ['apptainer', '/a:/b:ro:x', 'too many parts'],
  ['apptainer', '/a,b', 'apptainer does not accept `,` in a path'],
  ['singularity', '/a"b', 'singularity does not accept `"` in a path'],
  ['enroot', '/a b', 'enroot does not accept a space in a path'],
  ['podman', '/a\\b', 'podman does not accept `\\` in a path'],
])('%s: the bind %s is refused', (runtime, bind, label) => {
  const text = `sweep: {}\nenvironment: {container: {image: i, runtime: ${runtime}, binds: ${JSON.stringify(bind)}}}\n`;
  const found = readSweepText(text).diagnostics.sorted();
  expect(found.map(({ code, primary }) => [code, primary?.text])).toEqual([['HSM374', label]]);
});

test('blanks and quotes are accepted if the runtime accepts them', () => {
  for (const runtime of ['apptainer', 'singularity', 'podman']) {
    expect(
      read(`environment: {container: {image: i, runtime: ${runtime}, binds: ["/it's a (b)"]}}`).codes,
    ).toEqual([]);
  }
});

test('an image is a single word', () => {
  expect(read('environment: {container: --nv}').codes).toEqual(['HSM375']);
  expect(read('environment: {container: "a\\nb"}').codes).toEqual(['HSM375']);
});
