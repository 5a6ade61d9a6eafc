/** A table with its header as the first row; columns are as wide as necessary. Control characters are removed. */
export function textTable(rows: readonly (readonly string[])[]): readonly string[] {
  const cells = rows.map((row) => row.map(plainText));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** Text without characters that could control a terminal or break a line. */
export function plainText(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}

/** `[####......]` */
export function bar(part: number, whole: number, width: number): string {
  const filled = whole === 0 ? 0 : Math.floor((part * width) / whole);
  return `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}]`;
}

export function percent(part: number, whole: number): string {
  return `${whole === 0 ? 0 : Math.floor((part * 100) / whole)}%`;
}
