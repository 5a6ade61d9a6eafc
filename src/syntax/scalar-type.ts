import type { ScalarType } from './node.ts';

const NULL = /^(?:~|null|Null|NULL)?$/;
const BOOLEAN = /^(?:true|True|TRUE|false|False|FALSE)$/;
const INTEGER = /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/;
const FLOAT =
  /^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** The type that YAML 1.2's core schema gives plain text (1.2.2, section 10.3.2). */
export function plainType(text: string): ScalarType {
  if (NULL.test(text)) return 'null';
  if (BOOLEAN.test(text)) return 'boolean';
  if (INTEGER.test(text)) return 'integer';
  if (FLOAT.test(text)) return 'float';
  return 'string';
}

const PREFIX = 'tag:yaml.org,2002:';

/** The core tags by their full names, with the scalar type that each gives, or the collection that each requires. */
const CORE_TAGS: Readonly<Record<string, ScalarType | 'sequence' | 'mapping'>> = {
  [`${PREFIX}str`]: 'string',
  [`${PREFIX}int`]: 'integer',
  [`${PREFIX}float`]: 'float',
  [`${PREFIX}bool`]: 'boolean',
  [`${PREFIX}null`]: 'null',
  [`${PREFIX}seq`]: 'sequence',
  [`${PREFIX}map`]: 'mapping',
};

/** The type that a core tag requires, or undefined for other tags. `!` on a scalar means a string. */
export function coreTag(tag: string): ScalarType | 'sequence' | 'mapping' | undefined {
  return tag === '!' ? 'string' : CORE_TAGS[tag];
}

/** A tag in its usual form: `!!int`. */
export function shortTag(tag: string): string {
  return tag.startsWith(PREFIX) ? `!!${tag.slice(PREFIX.length)}` : tag;
}

/** Whether content may have a tag: `!!float 1` may, `!!int x` may not. */
export function fitsType(text: string, type: ScalarType): boolean {
  const own = plainType(text);
  return type === 'string' || own === type || (type === 'float' && own === 'integer');
}
