import { createPalette, type Palette } from '../diagnostics/palette.ts';
import type { Finding } from './judge-machine.ts';
import { plainText } from './text-table.ts';

const WIDTHS = { level: 7, what: 12 } as const;

/** What was checked, such as a machine, and the findings. */
export interface Part {
  readonly name: string;
  readonly findings: readonly Finding[];
}

/** Parts as text, separated by an empty line. */
export function describeParts(parts: readonly Part[], color: boolean): string {
  const palette = createPalette(color);
  return parts.map(({ name, findings }) => `${name}\n${describeFindings(findings, palette)}`).join('\n');
}

/** Whether nothing is missing. */
export function areFit(parts: readonly Part[]): boolean {
  return parts.every(({ findings }) => findings.every(({ level }) => level !== 'missing'));
}

/** Findings as text, each followed by its remedy. */
function describeFindings(findings: readonly Finding[], palette: Palette): string {
  const paints = { ok: palette.good, note: palette.doubtful, missing: palette.bad };
  const indent = ' '.repeat(WIDTHS.level + WIDTHS.what + 4);
  return findings
    .flatMap(({ level, what, text, remedy }) => [
      `${paints[level](level.padEnd(WIDTHS.level))}  ${what.padEnd(WIDTHS.what)}  ${plainText(text)}`,
      ...(remedy === undefined ? [] : [`${indent}${plainText(remedy)}`]),
    ])
    .map((line) => `${line}\n`)
    .join('');
}
