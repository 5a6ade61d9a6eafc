/** A line of a table, by column name. */
export type TsvRow = Readonly<Record<string, string>>;

/**
 * Reads the output of a script with `--tsv`: a heading, and one line per task, separated by tabs. Missing cells at the
 * end of a line are empty.
 */
export function readTsv(text: string): readonly TsvRow[] {
  const [heading = '', ...lines] = text.split(/\r?\n/);
  const names = heading.split('\t');
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const cells = line.split('\t');
      return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']));
    });
}

/** A number in such a table; null if it is unknown. */
export function numberOrNull(text: string | undefined): number | null {
  const value = Number(text === undefined || text === '' ? Number.NaN : text.replace(/s$/, ''));
  return Number.isNaN(value) ? null : value;
}
