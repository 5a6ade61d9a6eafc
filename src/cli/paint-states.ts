import { createPalette } from '../diagnostics/palette.ts';

/** Colours the states in a line that follow a count, as in `3 failed`, or are a cell of a table. */
export function paintStates(color: boolean): (line: string) => string {
  if (!color) return (line) => line;
  const { bad, good, active } = createPalette(true);
  return (line) =>
    line
      .replace(
        /\b[1-9]\d* (?:failed|timeout|cancelled|lost)\b| {2}(?:failed|timeout|cancelled|lost)(?= {2}|$)/g,
        bad,
      )
      .replace(/\b[1-9]\d* completed\b| {2}completed(?= {2}|$)/g, good)
      .replace(/\b[1-9]\d* running\b| {2}running(?= {2}|$)/g, active);
}
