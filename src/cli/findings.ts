import type { Finding } from './judge-machine.ts';
import { plainText } from './text-table.ts';

const WIDTHS = { level: 7, what: 12 } as const;

/** Findings as text, the remedy of each below it. */
export function describeFindings(findings: readonly Finding[]): string {
  const indent = ' '.repeat(WIDTHS.level + WIDTHS.what + 4);
  return findings
    .flatMap(({ level, what, text, remedy }) => [
      `${level.padEnd(WIDTHS.level)}  ${what.padEnd(WIDTHS.what)}  ${plainText(text)}`,
      ...(remedy === undefined ? [] : [`${indent}${plainText(remedy)}`]),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

/** Whether nothing is missing. */
export function isFit(findings: readonly Finding[]): boolean {
  return findings.every(({ level }) => level !== 'missing');
}
