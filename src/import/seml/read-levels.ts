import type { Value } from '../../plan/plan.ts';
import type { Span } from '../../source/source.ts';
import type { MappingEntry, MappingNode, SyntaxNode } from '../../syntax/node.ts';
import type { Findings } from '../findings.ts';
import { noteOf } from '../imported.ts';
import { asPythonWord, mappingAt, readValue, scalarAt, valueAt } from '../read-node.ts';
import { readSpace } from './read-space.ts';

/** A parameter of one level. */
export interface SemlParameter {
  readonly section: 'fixed' | 'grid' | 'random';
  readonly value: Value;
  readonly note: string;
  /** Parameters of a grid with the same `zip_id` vary together. */
  readonly zip: string | null;
}

/** A configuration of tasks: the sections of one sub-configuration and of all levels above it, merged. */
export interface SemlLevel {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, SemlParameter>;
  readonly samples: { readonly text: string; readonly span: Span } | null;
  readonly seed: { readonly text: string; readonly span: Span } | null;
}

const sections = ['fixed', 'grid', 'random'] as const;
const notParameters = ['seml', 'slurm'];

/**
 * The configurations of a file in seml's order: level by level. A sub-configuration wins over the levels above it
 * (seml, `generate_configs`).
 */
export function readLevels(root: MappingNode, findings: Findings): readonly SemlLevel[] {
  const above: SemlLevel = { name: '', parameters: new Map(), samples: null, seed: null };
  const found: SemlLevel[] = [];
  const queue: { readonly node: MappingNode; readonly level: SemlLevel }[] = [{ node: root, level: above }];
  for (const { node, level } of queue) {
    const merged = merge(node, level, findings);
    const below = node.entries.filter(
      ({ key, value }) =>
        value.kind === 'mapping' &&
        !(sections as readonly string[]).includes(key.text) &&
        !(node === root && notParameters.includes(key.text)),
    );
    if (below.length === 0) found.push(merged);
    for (const { key, value } of below) {
      const name = level.name === '' ? key.text : `${level.name}.${key.text}`;
      if (value.kind === 'mapping')
        queue.push({ node: value, level: { ...merged, name: node === root ? key.text : name } });
    }
  }
  return found;
}

function merge(node: MappingNode, above: SemlLevel, findings: Findings): SemlLevel {
  const parameters = new Map(above.parameters);
  for (const section of sections) {
    walk(mappingAt(node, section), '', section, (name, parameter) => {
      parameters.delete(name);
      parameters.set(name, parameter);
    });
  }
  const random = mappingAt(node, 'random');
  const setting = (key: string): { readonly text: string; readonly span: Span } | null => {
    const found = scalarAt(random, key);
    return found === undefined ? null : { text: found.text, span: found.span };
  };
  return {
    name: above.name,
    parameters,
    samples: setting('samples') ?? above.samples,
    seed: setting('seed') ?? above.seed,
  };

  function walk(
    mapping: MappingNode | undefined,
    prefix: string,
    section: SemlParameter['section'],
    found: (name: string, parameter: SemlParameter) => void,
  ): void {
    for (const entry of mapping?.entries ?? []) {
      const name = `${prefix}${entry.key.text}`;
      if (section === 'random' && ['samples', 'seed'].includes(name)) continue;
      const nested = nestedOf(entry, section);
      if (nested !== null) walk(nested, `${name}.`, section, found);
      else read(name, entry, section, found);
    }
  }

  function read(
    name: string,
    { key, value }: MappingEntry,
    section: SemlParameter['section'],
    found: (name: string, parameter: SemlParameter) => void,
  ): void {
    if (name.startsWith('+')) {
      findings.noEquivalent('a named config', key.span, 'add its name to `command`, after `with`');
      return;
    }
    const note = noteOf(key.span, section === 'fixed' ? '' : (scalarAt(value, 'type')?.text ?? ''));
    if (section === 'fixed') {
      found(name, { section, value: asPythonWord(readValue(value)), note, zip: null });
    } else if (value.kind === 'mapping') {
      const space = readSpace(name, value, section, findings);
      const zip = section === 'grid' ? (scalarAt(value, 'zip_id')?.text ?? null) : null;
      if (space !== null) found(name, { section, value: space, note, zip });
    } else findings.malformed(`\`${name}\` has no \`type\``, value.span, 'expected a mapping');
  }
}

/** The mapping of parameters under a name, if it is one; this includes a `parameter_collection`. */
function nestedOf({ value }: MappingEntry, section: SemlParameter['section']): MappingNode | null {
  if (value.kind !== 'mapping') return null;
  if (section === 'fixed') return value;
  const collected: SyntaxNode | undefined = valueAt(value, 'params');
  if (scalarAt(value, 'type')?.text === 'parameter_collection' && collected?.kind === 'mapping')
    return collected;
  return valueAt(value, 'type')?.kind === 'scalar' ? null : value;
}
