import type { ScalarNode } from '../syntax/node.ts';

/** Keys by which other tools describe values instead of listing them. */
const descriptions = /^(?:min|max|low|high|start|stop|end|step|num|distribution|mu|sigma|q|type|log|base)$/;

/** How to write a value as a list if a list is expected. `key` is the key of the value. */
export function listHelp(node: ScalarNode, key: string | undefined): string | undefined {
  const { text, style, span } = node;
  if (style === 'block') return undefined;
  if (style === 'plain') {
    if (key !== undefined && descriptions.test(key)) return rangeThem;
    const range = rangeOf(text);
    if (range !== null) return `write \`${range}\``;
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

/** Only the author knows the result of another tool's function, so the list begins with the function's arguments. */
function helpForCall(called: string, given: string): string {
  if (/glob/i.test(called) || /[*?]/.test(given)) {
    const [one, other] = ['1', '2'].map((name) => given.replace(/^['"]|['"]$/g, '').replace(/\*+|\?/g, name));
    return `write the names out, as in \`[${one}, ${other}]\`: file patterns are not expanded here`;
  }
  const words = given.split(',').map((word) => word.trim());
  if (!words.every(isNumber)) return listThem;
  return `write the values out, as in \`[${words.join(', ')}]\`: \`sample\` draws values`;
}

const listThem = 'write the values out, as in `[0.1, 0.2, 0.3]`: `sample` draws values';
const rangeThem =
  'write the values out, as in `[0.1, 0.2, 0.3]`, or a range, as in `{from: 0.1, to: 1, count: 10}`';

/**
 * Python's `range(1, 6)`, which excludes its end, and `1:5`, which includes it, as a range in this project's form; null
 * for other texts.
 */
function rangeOf(text: string): string | null {
  const colon = /^(-?\d+):(-?\d+)$/.exec(text);
  if (colon !== null) return `${colon[1]}..${colon[2]}`;
  const [python, from = '0', to, by = '1'] =
    /^range\((?:(-?\d+),\s*)?(-?\d+)(?:,\s*(-?\d+))?\)$/.exec(text) ?? [];
  if (python === undefined) return null;
  const [first, end, step] = [Number(from), Number(to), Number(by)];
  const last = first + step * (Math.ceil((end - first) / step) - 1);
  if (!Number.isSafeInteger(last) || Math.sign(last - first) * Math.sign(step) < 0) return null;
  return Math.abs(step) === 1 ? `${first}..${last}` : `${first}..${last}..${Math.abs(step)}`;
}

function isNumber(word: string): boolean {
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(word);
}
