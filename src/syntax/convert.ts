import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';
import { syntaxDiagnostics } from '../diagnostics/catalogue/syntax.ts';
import {
  type Diagnostic,
  type DiagnosticDetails,
  type DiagnosticKind,
  diagnose,
} from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Source, Span } from '../source/source.ts';
import { unpairedSurrogate } from './characters.ts';
import { describeNode } from './describe.ts';
import { type ConvertedPair, resolveEntries } from './entries.ts';
import type { ScalarNode, SyntaxNode } from './node.ts';
import { coreTag, fitsType, plainType, shortTag } from './scalar-type.ts';

/** The maximum number of values to which all aliases of a file may expand. */
export const MAX_ALIAS_NODES = 100_000;

/** The maximum nesting depth of lists and mappings. */
export const MAX_DEPTH = 100;

/** Converts the parser's nodes, or returns null after reporting errors. */
export function convertNode(content: Node, source: Source, diagnostics: Diagnostics): SyntaxNode | null {
  const converter = new Converter(source, diagnostics);
  const root = converter.convert(content, 0);
  return converter.failed ? null : root;
}

/** An anchor: its node, or null while the node is still being converted. */
interface Anchored {
  node: SyntaxNode | null;
}

class Converter {
  failed = false;
  readonly #source: Source;
  readonly #diagnostics: Diagnostics;
  readonly #anchors = new Map<string, Anchored>();
  /** The number of nodes to which a node expands when its aliases are written out. */
  readonly #sizes = new WeakMap<SyntaxNode, number>();
  #expanded = 0;

  constructor(source: Source, diagnostics: Diagnostics) {
    this.#source = source;
    this.#diagnostics = diagnostics;
  }

  convert(node: Node, depth: number): SyntaxNode {
    if (isAlias(node)) return this.#alias(node.source, this.#spanOf(node));
    const anchor = (isScalar(node) || isSeq(node) || isMap(node)) && node.anchor;
    const anchored: Anchored = { node: null };
    if (anchor) this.#anchors.set(anchor, anchored);
    const converted = this.#plainNode(node, depth);
    anchored.node = converted;
    return converted;
  }

  #plainNode(node: Node, depth: number): SyntaxNode {
    if (depth > MAX_DEPTH) {
      const span = this.#spanOf(node);
      this.#fail(
        syntaxDiagnostics.tooDeep,
        { limit: MAX_DEPTH },
        { primary: { span, text: 'one level too many' } },
      );
      return nullAt(span);
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => this.convert(item as Node, depth + 1));
      return this.#collection(
        { kind: 'sequence', items, span: this.#collectionSpan(node, items.at(-1)) },
        node,
        items,
      );
    }
    if (isMap(node)) {
      const pairs = node.items.map((pair) => this.#pair(pair as Pair<Node, Node | null>, depth + 1));
      const entries = resolveEntries(
        pairs.filter((pair) => pair !== null),
        (diagnostic) => this.#add(diagnostic),
      );
      const span = this.#collectionSpan(node, pairs.at(-1)?.value);
      return this.#collection(
        { kind: 'mapping', entries, span },
        node,
        entries.map((entry) => entry.value),
      );
    }
    return this.#scalar(node as Scalar);
  }

  #collection(converted: SyntaxNode, node: Node, children: readonly SyntaxNode[]): SyntaxNode {
    const tag = (isSeq(node) || isMap(node)) && node.tag;
    const wanted = tag ? coreTag(tag) : undefined;
    if (tag && tag !== '!' && wanted !== undefined && wanted !== converted.kind)
      this.#mismatch(tag, converted);
    let size = 1;
    for (const child of children) size += this.#sizes.get(child) ?? 1;
    this.#sizes.set(converted, size);
    return converted;
  }

  #pair(pair: Pair<Node, Node | null>, depth: number): ConvertedPair | null {
    const key = this.convert(pair.key, depth);
    const value =
      pair.value === null ? nullAt({ ...key.span, start: key.span.end }) : this.convert(pair.value, depth);
    if (key.kind === 'scalar') {
      const merge = isScalar(pair.key) && pair.key.type === 'PLAIN' && pair.key.source === '<<';
      const isAliasKey = isAlias(pair.key);
      return { key: isAliasKey ? { ...key, span: this.#spanOf(pair.key) } : key, value, merge };
    }
    const found = describeNode(key);
    const primary = { span: this.#spanOf(pair.key), text: 'must be a scalar' };
    this.#fail(syntaxDiagnostics.badKey, { found }, { primary, help: 'quote the key if it is text' });
    return null;
  }

  #alias(name: string, span: Span): SyntaxNode {
    const anchored = this.#anchors.get(name);
    if (anchored === undefined) {
      const primary = { span, text: 'no anchor has this name' };
      const help = `mark an earlier value with \`&${name}\`, or quote \`'*${name}'\` if it is text`;
      this.#fail(syntaxDiagnostics.unknownAlias, { name }, { primary, help });
      return nullAt(span);
    }
    if (anchored.node === null) {
      const primary = { span, text: 'refers to a value that contains it' };
      this.#fail(syntaxDiagnostics.aliasCycle, { name }, { primary });
      return nullAt(span);
    }
    const within = this.#expanded <= MAX_ALIAS_NODES;
    this.#expanded += this.#sizes.get(anchored.node) ?? 1;
    if (this.#expanded > MAX_ALIAS_NODES) {
      const primary = { span, text: 'the limit is exceeded here' };
      if (within)
        this.#fail(
          syntaxDiagnostics.aliasExpansion,
          { limit: MAX_ALIAS_NODES.toLocaleString('en') },
          { primary },
        );
      return nullAt(span);
    }
    return anchored.node;
  }

  #scalar(node: Scalar): ScalarNode {
    const span = this.#spanOf(node);
    const style = node.type === 'PLAIN' ? 'plain' : node.type?.startsWith('QUOTE') ? 'quoted' : 'block';
    const text = style === 'plain' ? (node.source ?? '') : String(node.value ?? '');
    const unpaired = unpairedSurrogate(text, span);
    if (unpaired !== null) this.#add(unpaired);
    const wanted = node.tag === undefined ? undefined : coreTag(node.tag);
    if (wanted === undefined) {
      const type = style === 'plain' ? plainType(text) : 'string';
      return type === 'null' && text === '' ? nullAt(span) : { kind: 'scalar', type, text, style, span };
    }
    const result = { kind: 'scalar', text, style, span } as const;
    if (wanted === 'sequence' || wanted === 'mapping' || !fitsType(text, wanted)) {
      this.#mismatch(node.tag ?? '', { ...result, type: 'string' });
      return { ...result, type: 'string' };
    }
    return { ...result, type: wanted };
  }

  #mismatch(tag: string, node: SyntaxNode): void {
    const short = shortTag(tag);
    const primary = { span: node.span, text: `not of type \`${short}\`` };
    this.#fail(syntaxDiagnostics.tagMismatch, { tag: short, found: describeNode(node) }, { primary });
  }

  #spanOf(node: Node): Span {
    const [start, end] = node.range ?? [0, 0];
    return this.#trimmed(start, end);
  }

  /** Up to the end of the last child; the parser's range also includes white space and comments after it. */
  #collectionSpan(node: Node, last: SyntaxNode | undefined): Span {
    const [start, end] = node.range ?? [0, 0];
    const flow = (isSeq(node) || isMap(node)) && node.flow === true;
    const lastEnd = last?.span.end ?? end;
    return this.#trimmed(start, flow || lastEnd <= start || lastEnd > end ? end : lastEnd);
  }

  #trimmed(start: number, end: number): Span {
    const length = this.#source.text.slice(start, end).trimEnd().length;
    return { source: this.#source, start, end: start + length };
  }

  #fail<P extends object>(kind: DiagnosticKind<P>, parameters: P, details: DiagnosticDetails): void {
    this.#add(diagnose(kind, parameters, details));
  }

  #add(diagnostic: Diagnostic): void {
    this.failed = true;
    this.#diagnostics.add(diagnostic);
  }
}

/** An omitted value is null, with the text `null` so that it can be passed on. */
function nullAt(span: Span): ScalarNode {
  return { kind: 'scalar', type: 'null', text: 'null', style: 'plain', span };
}
