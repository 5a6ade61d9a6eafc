import { type Constants, literalOf } from './literals.ts';
import { defaultOf, parameter, typeNamed } from './option.ts';
import type { ProgramParameter } from './parameter.ts';
import { tokensOf } from './tokens.ts';

/**
 * The fields of a Python dataclass, with dotted names for those of nested dataclasses; null if the text has no such
 * class.
 */
export function fieldsOf(
  text: string,
  className: string,
  constants: Constants,
  depth = 0,
): readonly ProgramParameter[] | null {
  const body = new RegExp(
    `^@(?:dataclasses\\.)?dataclass\\b[^\\n]*\\nclass ${className}\\b[^\\n]*:\\n((?:[ \\t]+[^\\n]*\\n|[ \\t]*\\n)*)`,
    'm',
  ).exec(`${text}\n`)?.[1];
  if (body === undefined || depth > 4) return null;
  const indent = /^[ \t]+(?=\S)/m.exec(body)?.[0] ?? '';
  const fields = body.matchAll(
    new RegExp(`^${indent}(\\w+)\\s*:\\s*([^=\\n#]+?)\\s*(?:=\\s*([^\\n]+))?$`, 'gm'),
  );
  return [...fields].flatMap(([, name = '', type = '', value]) => {
    const below = /^\w+$/.test(type) ? fieldsOf(text, type, constants, depth + 1) : null;
    if (below !== null) return below.map((field) => ({ ...field, name: `${name}.${field.name}` }));
    const tokens = tokensOf(value ?? '') ?? [];
    const isMissing = value === undefined || /\bMISSING\b/.test(value);
    const written = defaultOf(literalOf(tokens, constants));
    return [
      parameter(name, { type: typeNamed(tokensOf(type) ?? []), default: written, isRequired: isMissing }),
    ];
  });
}

/** The dataclass that is registered in Hydra's config store under this config name. */
export function storedClass(text: string, configName: string): string | null {
  for (const [, words = ''] of text.matchAll(/\.store\(([^)]*)\)/g)) {
    const name = /\bname\s*=\s*["']([^"']+)["']/.exec(words)?.[1];
    const isInGroup = /\bgroup\s*=/.test(words);
    const node = /\bnode\s*=\s*(\w+)/.exec(words)?.[1];
    if (name === configName && node !== undefined && !isInGroup) return node;
  }
  return null;
}
