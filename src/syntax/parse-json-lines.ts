import { tableDiagnostics } from '../diagnostics/catalogue/tables.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Source } from '../source/source.ts';
import type { MappingNode, SyntaxNode } from './node.ts';
import { parseYaml } from './parse.ts';

/**
 * Reads a file with a JSON object in each line that is not blank. Numbers keep their text as written. Null after
 * reporting errors.
 */
export function parseJsonLines(source: Source, diagnostics: Diagnostics): readonly MappingNode[] | null {
  const objects: MappingNode[] = [];
  let start = 0;
  let isSound = true;
  for (const [at, line] of source.text.split('\n').entries()) {
    const span = { source, start, end: start + line.length };
    start += line.length + 1;
    if (line.trim() === '') continue;
    const read = readLine(line);
    if (typeof read !== 'string') objects.push(moved(read, source, span.start) as MappingNode);
    else {
      const primary = { span, text: read };
      const problem = `line ${at + 1} is not a JSON object`;
      diagnostics.add(diagnose(tableDiagnostics.malformed, { problem }, { primary }));
      isSound = false;
    }
  }
  return isSound ? objects : null;
}

/** The object in a line, or why the line has none. JSON is also YAML, whose nodes keep texts and places. */
function readLine(line: string): MappingNode | string {
  try {
    JSON.parse(line);
  } catch {
    return 'not JSON';
  }
  const own = new Diagnostics();
  // Characters that JSON allows unescaped in strings, and YAML only as escapes.
  const text = line.trimEnd().replace(/[\u007f-\u009f\ufffe\uffff]/g, escaped);
  const node = parseYaml({ path: '', text }, own);
  const [problem] = own.sorted().filter(({ severity }) => severity === 'error');
  if (problem !== undefined) return problem.message;
  return node?.kind === 'mapping' ? node : 'not an object';
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Turns a node of a line into a node of the file. */
function moved(node: SyntaxNode, source: Source, by: number): SyntaxNode {
  const span = { source, start: node.span.start + by, end: node.span.end + by };
  if (node.kind === 'scalar') return { ...node, span };
  if (node.kind === 'sequence')
    return { ...node, items: node.items.map((item) => moved(item, source, by)), span };
  const entries = node.entries.map(({ key, value }) => ({
    key: { ...key, span: { source, start: key.span.start + by, end: key.span.end + by } },
    value: moved(value, source, by),
  }));
  return { ...node, entries, span };
}
