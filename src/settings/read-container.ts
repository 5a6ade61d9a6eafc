import { startDiagnostics } from '../diagnostics/catalogue/start.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import { unboundCharacter } from '../plan/container-paths.ts';
import type { Bind, Container, ContainerRuntime } from '../plan/run-settings.ts';
import type { MappingEntry, ScalarNode } from '../syntax/node.ts';
import { entryOf, fromFile, isNull, scalarsOf, textOf } from './read-node.ts';
import type { Setting } from './settings.ts';
import { reportTraps } from './text-traps.ts';

/** Reads `environment.container`: an image alone, or a mapping. It is one setting: layers do not merge it. */
export function readContainer(
  entry: MappingEntry | null,
  diagnostics: Diagnostics,
): Setting<Container | null> | undefined {
  if (entry === null || entry.value.kind === 'sequence') return undefined;
  const { key, value: node } = entry;
  if (isNull(node)) return fromFile(null, key.span);
  const written = node.kind === 'scalar' ? node : entryOf(node, 'image')?.value;
  const image = written?.kind === 'scalar' ? readImage(written, diagnostics) : null;
  if (image === null || written === undefined) return undefined;
  const runtime = (wordAt(entry, 'runtime') ?? 'apptainer') as ContainerRuntime;
  const gpus = wordAt(entry, 'gpus') ?? 'auto';
  const binds = entryOf(node, 'binds')?.value;
  return fromFile(
    {
      image,
      runtime,
      binds: (binds === undefined ? [] : scalarsOf(binds)).flatMap(
        (bind) => readBind(bind, runtime, diagnostics) ?? [],
      ),
      gpus: gpus === 'auto' ? null : gpus === 'true',
    },
    written.span,
  );
}

/** The text of a key for which the schema allows only some words; null if it is missing. */
function wordAt({ value }: MappingEntry, key: string): string | null {
  const node = entryOf(value, key)?.value;
  return node?.kind === 'scalar' && !isNull(node) ? node.text.toLowerCase() : null;
}

const PATH = { fills: ['env'], otherwise: 'this path is the same for all tasks', home: true } as const;

function readImage(node: ScalarNode, diagnostics: Diagnostics): string | null {
  reportTraps(node, PATH, diagnostics);
  const text = textOf(node, 'environment.container.image', diagnostics);
  if (text === null) return null;
  const label = text.startsWith('-')
    ? 'would be read as an option'
    : /[\u0001-\u001f\u007f]/.test(text)
      ? 'contains a control character'
      : null;
  if (label === null) return text;
  const help = 'write the path of a file, or an address such as `docker://python:3.12`';
  diagnostics.add(
    diagnose(startDiagnostics.badImage, { text }, { primary: { span: node.span, text: label }, help }),
  );
  return null;
}

/** A colon that is not part of a placeholder. */
const SEPARATOR = /:(?![^{}]*\})/;

/** `SOURCE`, `SOURCE:TARGET` or `SOURCE:TARGET:ro`. */
function readBind(node: ScalarNode, runtime: ContainerRuntime, diagnostics: Diagnostics): Bind | null {
  reportTraps(node, PATH, diagnostics);
  const text = textOf(node, 'environment.container.binds', diagnostics);
  if (text === null) return null;
  const [source = '', target = source, mode = 'rw', ...more] = text.split(SEPARATOR);
  const problem =
    more.length > 0 || !['ro', 'rw'].includes(mode)
      ? 'too many parts'
      : (pathProblem(source, runtime) ?? pathProblem(target, runtime));
  if (problem === null) return { source, target, read_only: mode === 'ro' };
  const help =
    'write `/data`, `/data:/inside` or `/data:/inside:ro`; the project and the sweep directory are always mounted';
  diagnostics.add(
    diagnose(startDiagnostics.badBind, { text }, { primary: { span: node.span, text: problem }, help }),
  );
  return null;
}

function pathProblem(path: string, runtime: ContainerRuntime): string | null {
  if (!/^(?:~?\/|\{env:)/.test(path)) return 'not an absolute path';
  const character = unboundCharacter(runtime, path.replaceAll(/\{env:[^{}]*\}/g, ''));
  return character === null ? null : `${runtime} does not accept ${nameOf(character)} in a path`;
}

function nameOf(character: string): string {
  if (character === ' ') return 'a space';
  return character < ' ' ? 'a control character' : `\`${character}\``;
}
