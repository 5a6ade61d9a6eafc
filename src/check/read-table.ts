import { tableDiagnostics } from '../diagnostics/catalogue/tables.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import { Diagnostics } from '../diagnostics/diagnostics.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { entryOf } from '../settings/read-node.ts';
import type { Source, Span } from '../source/source.ts';
import type { MappingNode, ScalarNode, SyntaxNode } from '../syntax/node.ts';
import { parseJsonLines } from '../syntax/parse-json-lines.ts';
import { parseDelimited, type Table } from '../syntax/parse-table.ts';
import { decodeSource } from '../syntax/read-source.ts';
import type { DraftAxis, DraftParameter, DraftTable } from './draft.ts';
import { flatten } from './flatten.ts';
import type { ProjectFacts } from './project-facts.ts';
import { MOST_LISTED } from './range.ts';

/** The format of a file follows from the end of its name. */
const readers: Readonly<Record<string, (source: Source, diagnostics: Diagnostics) => Table | null>> = {
  csv: (source, diagnostics) => parseDelimited(source, ',', diagnostics),
  tsv: (source, diagnostics) => parseDelimited(source, '\t', diagnostics),
  jsonl: (source, diagnostics) => {
    const objects = parseJsonLines(source, diagnostics);
    return objects && tableOf(objects);
  },
};

/** Whether a mapping is a table and not parameters: its `file` is a scalar. */
export function isTable(node: SyntaxNode): boolean {
  return node.kind === 'mapping' && entryOf(node, 'file')?.value.kind === 'scalar';
}

/** The axis of a table: its rows are those of the file, and empty cells do not set the parameter. */
export function tableAxis(node: MappingNode, group: string | null, facts: ProjectFacts): DraftAxis {
  const file = entryOf(node, 'file')?.value as ScalarNode;
  const diagnostics = new Diagnostics();
  const { table, sha256 } = readFile(file, facts, diagnostics);
  const chosen = table === null ? [] : chooseColumns(table, node, file, diagnostics);
  const rows = table?.rows ?? 0;
  if (rows > MOST_LISTED) {
    const problem = `the table has ${rows} rows; at most ${MOST_LISTED} are supported`;
    diagnostics.add(diagnose(tableDiagnostics.malformed, { problem }, { primary: at(file) }));
  }
  return {
    kind: 'table',
    group,
    span: file.span,
    parameters: diagnostics.hasErrors ? [] : chosen,
    caseOf: null,
    table: { path: file.text, sha256, span: file.span },
    problems: diagnostics.sorted(),
  };
}

function at({ span }: { readonly span: Span }): { readonly span: Span; readonly text: string } {
  return { span, text: 'this table' };
}

function readFile(
  file: ScalarNode,
  facts: ProjectFacts,
  diagnostics: Diagnostics,
): { readonly table: Table | null; readonly sha256: DraftTable['sha256'] } {
  const path = file.text;
  const read = readers[/\.([a-z]+)$/.exec(path)?.[1] ?? ''];
  const content = facts.fileContent(path);
  const reason =
    read === undefined
      ? 'the name of a table must end in `.csv`, `.tsv` or `.jsonl`'
      : 'reason' in content
        ? content.reason
        : null;
  if (reason !== null || read === undefined || 'reason' in content) {
    diagnostics.add(
      diagnose(tableDiagnostics.unreadable, { path, reason: reason ?? '' }, { primary: at(file) }),
    );
    return { table: null, sha256: '' };
  }
  const source = decodeSource(content.shown, content.bytes, diagnostics);
  const table = source && read(source, diagnostics);
  if (table?.rows === 0 && source !== null) {
    const primary = { span: { source, start: 0, end: 0 }, text: 'no rows below the header' };
    diagnostics.add(diagnose(tableDiagnostics.malformed, { problem: 'the table has no rows' }, { primary }));
  }
  return { table: table?.rows === 0 ? null : table, sha256: content.sha256 };
}

/** The columns that `columns` selects, in its order and with its names; without it, all of them. */
function chooseColumns(
  table: Table,
  node: MappingNode,
  file: ScalarNode,
  diagnostics: Diagnostics,
): readonly DraftParameter[] {
  const columns = entryOf(node, 'columns')?.value;
  const chosen =
    columns === undefined
      ? table.columns.map(({ name, span }) => ({ name, nameSpan: span, column: name, span: file.span }))
      : wantedColumns(columns);
  return chosen.flatMap(({ name, nameSpan, column, span }) => {
    const found = table.columns.find((each) => each.name === column);
    if (found === undefined) {
      const names = table.columns.map((each) => each.name);
      const close = didYouMean(column, names);
      diagnostics.add(
        diagnose(
          tableDiagnostics.unknownColumn,
          { name: column, path: file.text },
          {
            primary: { span, text: 'no such column' },
            notes: [`the columns are ${names.map((each) => `\`${each}\``).join(', ')}`],
            help: close === undefined ? undefined : `did you mean \`${close}\`?`,
          },
        ),
      );
      return [];
    }
    const values = found.cells.filter((cell) => cell !== null);
    if (values.length === 0) {
      const problem = `the column \`${column}\` is empty`;
      const help = 'list the columns to use under `columns`';
      const primary = { span: found.span, text: 'no values below' };
      diagnostics.add(diagnose(tableDiagnostics.malformed, { problem }, { primary, help }));
    }
    return [{ name, nameSpan, values, valuesSpan: file.span, long: null, rows: found.cells, problems: [] }];
  });
}

interface Wanted {
  readonly name: string;
  readonly nameSpan: Span;
  readonly column: string;
  readonly span: Span;
}

function wantedColumns(columns: SyntaxNode): readonly Wanted[] {
  if (columns.kind === 'sequence') {
    return columns.items
      .filter((item) => item.kind === 'scalar')
      .map(({ text, span }) => ({ name: text, nameSpan: span, column: text, span }));
  }
  if (columns.kind !== 'mapping') return [];
  return flatten(columns).flatMap(({ name, nameSpan, value }) =>
    value.kind === 'scalar' ? [{ name, nameSpan, column: value.text, span: value.span }] : [],
  );
}

/** One column per dotted name in the objects, in the order in which they first appear. */
function tableOf(objects: readonly MappingNode[]): Table {
  const columns = new Map<string, { readonly span: Span; readonly cells: (SyntaxNode | null)[] }>();
  for (const [row, object] of objects.entries()) {
    for (const { name, nameSpan, value } of flatten(object)) {
      const column = columns.get(name) ?? {
        span: nameSpan,
        cells: Array.from({ length: objects.length }, () => null),
      };
      column.cells[row] = value;
      columns.set(name, column);
    }
  }
  return { rows: objects.length, columns: [...columns].map(([name, column]) => ({ name, ...column })) };
}
