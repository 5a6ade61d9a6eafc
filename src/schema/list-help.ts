import type { ScalarNode } from '../syntax/node.ts';

/** The most values of a range that are written out. */
const MAX_WRITTEN = 30;

/** Keys under which other tools describe values instead of listing them. */
const descriptions = /^(?:min|max|low|high|start|stop|end|step|num|distribution|mu|sigma|q|type|log|base)$/;

/** How to write, as a list, what stands where a list of values is expected. `key` is what it stands under. */
export function listHelp(node: ScalarNode, key: string | undefined): string | undefined {
  const { text, style, span } = node;
  if (style === 'block') return undefined;
  if (style === 'plain') {
    if (key !== undefined && descriptions.test(key)) return listThem;
    const range = rangeValues(text);
    if (range !== null)
      return range.length === 0 ? listThem : `write the values out: \`[${range.join(', ')}]\``;
    const [, choices] = /^choice\((.*)\)$/.exec(text) ?? [];
    if (choices !== undefined) return `write the values as a list: \`[${choices}]\``;
    const [, called, given] = /^([\w.]+)\((.*)\)$/.exec(text) ?? [];
    if (called !== undefined && given !== undefined) return helpForCall(called, given);
    if (/^[-+.\w]+(?:\s+[-+.\w]+)+$/.test(text) && text.split(/\s+/).every(isNumber)) {
      return `put them in brackets, with commas: \`[${text.split(/\s+/).join(', ')}]\``;
    }
  }
  return `put it in brackets: \`[${span.source.text.slice(span.start, span.end)}]\``;
}

/** What a function of another tool would give is only known to who wrote it: begun with what it was given. */
function helpForCall(called: string, given: string): string {
  if (/glob/i.test(called) || /[*?]/.test(given)) {
    const [one, other] = ['1', '2'].map((name) => given.replace(/^['"]|['"]$/g, '').replace(/\*+|\?/g, name));
    return `write the names out, as in \`[${one}, ${other}]\`: no files are looked for here`;
  }
  const words = given.split(',').map((word) => word.trim());
  if (!words.every(isNumber)) return listThem;
  return `write the values out, as in \`[${words.join(', ')}]\`: nothing is sampled or computed here`;
}

const listThem = 'write the values out, as in `[0.1, 0.2, 0.3]`: nothing is sampled or computed here';

/** The values of `range(1, 6)`, without its end, or of `1..5` and `1:5`, with it; null for other texts, empty for too many. */
function rangeValues(text: string): readonly number[] | null {
  const python = /^range\((?:(-?\d+),\s*)?(-?\d+)(?:,\s*(\d+))?\)$/.exec(text);
  const dots = /^(-?\d+)(?:\.\.|:)(-?\d+)$/.exec(text);
  if (python === null && dots === null) return null;
  const first = Number(python?.[1] ?? dots?.[1] ?? 0);
  const end = python === null ? Number(dots?.[2]) + 1 : Number(python[2]);
  const step = Number(python?.[3] ?? 1);
  const count = step === 0 ? 0 : Math.ceil((end - first) / step);
  if (count < 1 || count > MAX_WRITTEN) return [];
  return Array.from({ length: count }, (_, index) => first + index * step);
}

function isNumber(word: string): boolean {
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(word);
}
