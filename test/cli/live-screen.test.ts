import { expect, test } from 'vitest';
import type { CommandContext, TerminalSize } from '../../src/cli/context.ts';
import { createLiveScreen } from '../../src/cli/live-screen.ts';

/** The content of a terminal after everything was written: it knows the few escape codes that a picture uses. */
function shownOn(written: string): { readonly lines: readonly string[]; readonly isCursorHidden: boolean } {
  const lines = [''];
  let row = 0;
  let column = 0;
  let isCursorHidden = false;
  for (const part of written.match(/\u001b\[[?\d]*[a-zA-Z]|[^\u001b]/gu) ?? []) {
    const line = lines[row] ?? '';
    if (part.endsWith('A') && part.length > 1) row = Math.max(0, row - Number(part.slice(2, -1)));
    else if (part === '\u001b[J') lines.splice(row, lines.length, line.slice(0, column));
    else if (part === '\u001b[K') lines[row] = line.slice(0, column);
    else if (part === '\u001b[?25l') isCursorHidden = true;
    else if (part === '\u001b[?25h') isCursorHidden = false;
    else if (part === '\r') column = 0;
    else if (part === '\n') {
      row += 1;
      column = 0;
      lines[row] ??= '';
    } else {
      lines[row] = `${line.slice(0, column)}${part}${line.slice(column + 1)}`;
      column += 1;
    }
  }
  return { lines, isCursorHidden };
}

function screenOn(size: TerminalSize | null): {
  readonly writes: string[];
  readonly screen: ReturnType<typeof createLiveScreen>;
} {
  const writes: string[] = [];
  const context = { terminal: () => size, write: (text: string) => void writes.push(text) };
  return { writes, screen: createLiveScreen(context as unknown as CommandContext) };
}

test('without a terminal, pictures follow one another without escape codes', () => {
  const { writes, screen } = screenOn(null);
  screen.draw(['a', 'b']);
  screen.draw(['c']);
  screen.close();
  expect(writes).toEqual(['a\nb\n', 'c\n']);
});

test('on a terminal each picture replaces the previous one in one write, and the cursor is restored', () => {
  const { writes, screen } = screenOn({ columns: 80, rows: 24 });
  screen.draw(['first line', 'second line', 'third line']);
  screen.draw(['first', 'second']);
  expect(writes).toHaveLength(2);
  // Clearing the terminal first would make it flicker.
  expect(writes[1]).not.toContain('\u001b[2J');
  expect(shownOn(writes.join(''))).toEqual({ lines: ['first', 'second', ''], isCursorHidden: true });
  screen.close();
  screen.close();
  expect(shownOn(writes.join(''))).toEqual({ lines: ['first', 'second', ''], isCursorHidden: false });
});

test('a picture is cut to the terminal, with one row left for the cursor', () => {
  const { writes, screen } = screenOn({ columns: 12, rows: 4 });
  const lines = ['0123456789abcdef', 'b', 'c', 'd', 'e'];
  screen.draw(lines);
  screen.draw(lines);
  expect(shownOn(writes.join('')).lines).toEqual(['0123456789ab', 'b', '… 3 more lin', '']);
});
