import { syntaxDiagnostics } from '../diagnostics/catalogue/syntax.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { ScalarNode, SyntaxNode } from './node.ts';
import { plainType } from './scalar-type.ts';

interface Difference {
  /** How YAML 1.2, and so `hsm`, reads the text. */
  readonly here: string;
  /** How YAML 1.1 reads it. */
  readonly there: string;
  /** How to write the value that YAML 1.1 would have read. */
  readonly otherwise: string;
}

// YAML 1.1 also specifies `y` and `n`, but PyYAML, and so Hydra, reads them as strings.
const YES = /^(?:yes|Yes|YES|on|On|ON)$/;
const NO = /^(?:no|No|NO|off|Off|OFF)$/;
const OCTAL_1_1 = /^[-+]?0[0-7_]*[1-7][0-7_]*$/;
const LEADING_ZERO = /^[-+]?0[0-9]+$/;
const OCTAL_1_2 = /^0o[0-7]+$/;
const BINARY = /^[-+]?0b[01_]+$/;
const SEXAGESIMAL = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const UNDERSCORED = /^[-+]?(?=[^_]*_)(?:0x[0-9a-fA-F_]+|[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+][0-9]+)?)$/;

/**
 * Warns of plain scalars in a value, at any depth, that YAML 1.1 tools such as PyYAML read differently. Such tools do
 * not read `hsm`'s own keys, such as `walltime: 04:00:00`, so only call this for parameter values.
 */
export function warnYaml11(node: SyntaxNode, diagnostics: Diagnostics): void {
  if (node.kind === 'sequence') {
    for (const item of node.items) warnYaml11(item, diagnostics);
  } else if (node.kind === 'mapping') {
    for (const { value } of node.entries) warnYaml11(value, diagnostics);
  } else if (node.style === 'plain') {
    const difference = differenceOf(node.text);
    if (difference !== null) warn(node, difference, diagnostics);
  }
}

/** Whether YAML 1.1 and YAML 1.2 read plain text differently. */
export function readsOtherwise(text: string): boolean {
  return differenceOf(text) !== null;
}

/** A scalar as PyYAML, a YAML 1.1 tool, reads it: `yes` is true, `010` is 8, `1_000` is 1000. */
export function asYaml11(node: ScalarNode): ScalarNode {
  const there = node.style === 'plain' ? differenceOf(node.text)?.there : undefined;
  if (there === undefined) return node;
  if (there === 'text') return { ...node, type: 'string' };
  if (there === 'a binary number') {
    const digits = node.text.replaceAll('_', '');
    const number = BigInt(digits.replace(/^[-+]/, ''));
    return { ...node, type: 'integer', text: `${digits.startsWith('-') ? '-' : ''}${number}` };
  }
  const text = there.replace('the number ', '');
  return { ...node, type: plainType(text), text };
}

function warn(node: ScalarNode, { here, there, otherwise }: Difference, diagnostics: Diagnostics): void {
  diagnostics.add(
    diagnose(
      syntaxDiagnostics.yaml11,
      { text: node.text, here, there },
      {
        primary: { span: node.span, text: `${there} to YAML 1.1 tools` },
        help: `quote it if it is text, \`"${node.text}"\`; ${otherwise}`,
      },
    ),
  );
}

function differenceOf(text: string): Difference | null {
  if (YES.test(text)) return { here: 'text', there: 'true', otherwise: 'write `true` for the boolean' };
  if (NO.test(text)) return { here: 'text', there: 'false', otherwise: 'write `false` for the boolean' };
  if (OCTAL_1_1.test(text) && !text.includes('_')) {
    const there = String(Number.parseInt(text.replace(/^([-+]?)0+/, '$1'), 8));
    return {
      here: `the number ${decimal(text)}`,
      there,
      otherwise: `write \`${decimal(text)}\` for the number`,
    };
  }
  if (LEADING_ZERO.test(text) && /[1-9]/.test(text)) {
    return {
      here: `the number ${decimal(text)}`,
      there: 'text',
      otherwise: `write \`${decimal(text)}\` for the number`,
    };
  }
  if (OCTAL_1_2.test(text)) {
    const value = Number.parseInt(text.slice(2), 8);
    return { here: `the number ${value}`, there: 'text', otherwise: `write \`${value}\` for the number` };
  }
  if (SEXAGESIMAL.test(text)) {
    return { here: 'text', there: `the number ${sexagesimal(text)}`, otherwise: 'or write the number' };
  }
  if (BINARY.test(text))
    return { here: 'text', there: 'a binary number', otherwise: 'or write the number in decimal' };
  if (UNDERSCORED.test(text)) {
    const number = text.replaceAll('_', '');
    return {
      here: 'text',
      there: `the number ${number}`,
      otherwise: `write \`${number}\` for the number`,
    };
  }
  return null;
}

/** Without leading zeros. The text may be too long for a number. */
function decimal(text: string): string {
  return text.replace(/^\+/, '').replace(/^(-?)0+/, '$1');
}

function sexagesimal(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[-+]/, '').replaceAll('_', '').split(':');
  return sign * digits.reduce((sum, digit) => sum * 60 + Number(digit), 0);
}
