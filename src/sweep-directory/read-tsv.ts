/** A line of a table by the names of its columns. */
export type TsvRow = Readonly<Record<string, string>>;

/** Reads what a script prints with `--tsv`: a heading, and one line per task with tabs between. A short line ends in empty cells. */
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

/** A number of such a table; null for what is not known. */
export function numberOrNull(text: string | undefined): number | null {
  const value = Number(text === undefined || text === '' ? Number.NaN : text.replace(/s$/, ''));
  return Number.isNaN(value) ? null : value;
}
