import { isMap, isScalar, type Node, type Pair, parseDocument, stringify, type YAMLMap } from 'yaml';

/** Options of the YAML writer: long lines stay one line. */
const written = { lineWidth: 0 } as const;

/**
 * Sets the value at a path of keys in a YAML text; missing keys are created. The text is spliced, so comments and
 * layout stay unchanged. The package's own writer moves some comments, so it is only used if the text cannot be
 * spliced.
 */
export function withValue(text: string, path: readonly string[], value: unknown): string {
  const document = parseDocument(text);
  for (const above of path.slice(0, -1).map((_, at) => path.slice(0, at + 1))) {
    const node = document.getIn(above, true);
    if (isScalar(node) && node.value === null) document.setIn(above, document.createNode({}));
  }
  document.setIn(path, document.createNode(value));
  const spliced = insert(text, path, value);
  return means(spliced, document.toJS()) ? spliced : document.toString(written);
}

/** Removes what is at a path of keys from a YAML text. */
export function withoutValue(text: string, path: readonly string[]): string {
  const document = parseDocument(text);
  document.deleteIn(path);
  const spliced = remove(text, path);
  return means(spliced, document.toJS()) ? spliced : document.toString(written);
}

function insert(text: string, path: readonly string[], value: unknown): string | null {
  let map: Node | null = parseDocument(text).contents;
  let indent = 0;
  for (const [depth, key] of path.entries()) {
    const rest = path.slice(depth + 1).reduceRight((inner, name) => ({ [name]: inner }), value);
    if (map === null || (isScalar(map) && map.value === null)) {
      return put(text, text.length, { [key]: rest }, 0);
    }
    if (!isMap(map) || map.flow === true) return null;
    const last = map.items.at(-1);
    const pair = pairOf(map, key);
    if (last === undefined) return null;
    indent = columnAt(text, startOf(last));
    if (pair === undefined) return put(text, endOfLine(text, endOf(last)), { [key]: rest }, indent);
    if (!isMap(pair.value)) {
      const below = Object(rest) as object;
      return put(text, endOfLine(text, endOf(pair)), below, indent + 2);
    }
    map = pair.value;
  }
  return null;
}

function remove(text: string, path: readonly string[]): string | null {
  const map = parseDocument(text).getIn(path.slice(0, -1));
  const pair = isMap(map) && map.flow !== true ? pairOf(map, path.at(-1) ?? '') : undefined;
  if (pair === undefined) return null;
  const start = startOf(pair);
  return text.slice(0, start - columnAt(text, start)) + text.slice(endOfLine(text, endOf(pair)));
}

/** Inserts a mapping on its own lines, which begin at the start of a line. */
function put(text: string, offset: number, value: object, indent: number): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = stringify(value, written).trimEnd().split('\n');
  const before = text.slice(0, offset);
  const broken = before === '' || before.endsWith('\n') ? '' : newline;
  const block = lines.map((line) => `${' '.repeat(indent)}${line}${newline}`).join('');
  return `${before}${broken}${block}${text.slice(offset)}`;
}

/** Whether a text is YAML for a value. An empty mapping and an empty text count as equal. */
function means(text: string | null, value: unknown): text is string {
  if (text === null) return false;
  const document = parseDocument(text);
  const plain = (data: unknown): string => JSON.stringify(data).replaceAll('{}', 'null');
  return document.errors.length === 0 && plain(document.toJS()) === plain(value);
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

function startOf(pair: Pair): number {
  return (pair.key as Node).range?.[0] ?? 0;
}

/** Where an entry ends, without the comment after it. */
function endOf(pair: Pair): number {
  const value = pair.value as Node | null;
  return value?.range?.[1] ?? (pair.key as Node).range?.[1] ?? 0;
}

function columnAt(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/**
 * Where the next line begins. An entry that ends with a line break, such as a block scalar, is already at the end of
 * its line.
 */
function endOfLine(text: string, offset: number): number {
  if (text[offset - 1] === '\n') return offset;
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}
