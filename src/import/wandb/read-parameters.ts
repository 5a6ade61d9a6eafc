import type { Value } from '../../plan/plan.ts';
import type { MappingNode, SyntaxNode } from '../../syntax/node.ts';
import type { Findings } from '../findings.ts';
import { type ImportedEntry, list, map, noteOf } from '../imported.ts';
import { asPythonWord, differsInJson, entriesOf, mappingAt, readValue } from '../read-node.ts';
import { type ParameterSpace, readSpace } from './read-space.ts';

export interface Parameters {
  readonly constants: readonly ImportedEntry[];
  readonly swept: readonly ImportedEntry[];
}

interface Reading {
  readonly method: string;
  /** Whether true and false reach the program as `True` and `False`. */
  readonly asWords: boolean;
  readonly findings: Findings;
}

/** The parameters of a W&B sweep, with dotted names for nested ones. */
export function readParameters(node: MappingNode, reading: Reading): Parameters {
  const constants: ImportedEntry[] = [];
  const swept: ImportedEntry[] = [];
  walk(node, '');
  return { constants, swept };

  function walk(parameters: MappingNode, prefix: string): void {
    for (const { key, value } of parameters.entries) {
      const name = `${prefix}${key.text}`;
      const nested = mappingAt(value, 'parameters');
      if (value.kind !== 'mapping') {
        reading.findings.malformed(
          `\`${name}\` is not a mapping`,
          value.span,
          'expected `value`, `values` or `min` and `max`',
        );
      } else if (nested !== undefined && entriesOf(value).length === 1) {
        reading.findings.differsOnce(
          'a nested parameter',
          'a dotted name',
          key.span,
          `W&B passes \`--${name}={…}\` as Python writes a dictionary; here it is \`--${name}.${nested.entries[0]?.key.text ?? 'name'}=…\``,
        );
        walk(nested, `${name}.`);
      } else {
        read(name, value, key);
      }
    }
  }

  function read(name: string, value: MappingNode, key: SyntaxNode): void {
    const space = readSpace(name, value, reading.findings);
    if (space === null) return;
    const note = noteOf(key.span, space.kind === 'numbers' ? space.what : '');
    if (space.kind === 'constant') constants.push({ name, note, value: passed(space.node, name) });
    else {
      const spaceOf = reading.method === 'grid' ? gridValue : sampledValue;
      const written = spaceOf(name, space, value);
      if (written !== null) swept.push({ name, note, value: written });
    }
  }

  function gridValue(name: string, space: Swept, node: MappingNode): Value | null {
    if (space.kind === 'choice' && space.weights === null) {
      return list(withoutDuplicates(space.nodes.map((each) => passed(each, name))));
    }
    if (space.kind === 'numbers' && space.grid !== null) return space.grid;
    const problem = `a grid cannot have \`${name}\`, which is random`;
    reading.findings.malformed(
      problem,
      node.span,
      'not a list of values',
      'list its values, or use `method: random`',
    );
    return null;
  }

  function sampledValue(name: string, space: Swept): Value {
    if (space.kind === 'numbers') return space.sampled;
    const values = list(space.nodes.map((each) => passed(each, name)));
    return space.weights === null ? values : map({ values, weights: space.weights });
  }

  /** A value in the notation in which W&B would pass it. */
  function passed(node: SyntaxNode, name: string): Value {
    const value = readValue(node);
    if (differsInJson(value)) {
      const note = 'W&B passes it as Python writes it, with single quotes, `True` and `None`';
      reading.findings.differsOnce(`the value of \`${name}\``, 'JSON', node.span, note);
    }
    return reading.asWords ? asPythonWord(value) : value;
  }
}

type Swept = Exclude<ParameterSpace, { kind: 'constant' }>;

/** W&B runs a combination once, even if it is written several times. */
function withoutDuplicates(values: readonly Value[]): readonly Value[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const isNumber = value.type === 'integer' || value.type === 'float';
    const key = isNumber ? `number ${Number(value.text)}` : JSON.stringify(value);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
