import type { CommandContext } from './context.ts';

/** Output that is shown repeatedly: on a terminal each picture replaces the last, elsewhere they follow each other. */
export interface LiveScreen {
  draw(lines: readonly string[]): void;
  /** Restores the cursor. */
  close(): void;
}

const hideCursor = '\u001b[?25l';
const showCursor = '\u001b[?25h';
const clearRestOfLine = '\u001b[K';
const clearBelow = '\u001b[J';

/**
 * On a terminal, each picture is written over the previous one, in one piece and without clearing it first, so that
 * nothing flickers. It is cut to the terminal's size, because a line that wraps or scrolls away cannot be overwritten.
 * Afterwards `paint` colours each line.
 */
export function createLiveScreen(
  context: CommandContext,
  paint: (line: string) => string = (line) => line,
): LiveScreen {
  let drawn = 0;
  let isHidden = false;
  return {
    draw: (lines) => {
      const terminal = context.terminal();
      if (terminal === null) {
        context.write(lines.map((line) => `${paint(line)}\n`).join(''));
        return;
      }
      const picture = cut(lines, terminal.columns, terminal.rows - 1);
      const up = drawn === 0 ? '' : `\u001b[${Math.min(drawn, terminal.rows - 1)}A`;
      const text = picture.map((line) => `${paint(line)}${clearRestOfLine}\n`).join('');
      context.write(`${isHidden ? '' : hideCursor}${up}\r${text}${clearBelow}`);
      drawn = picture.length;
      isHidden = true;
    },
    close: () => {
      if (isHidden) context.write(showCursor);
      isHidden = false;
    },
  };
}

/** Cuts lines to a width, and to a height; the last line then gives the number of omitted lines. */
export function cut(lines: readonly string[], columns: number, rows: number): readonly string[] {
  const most = Math.max(1, rows);
  const kept = lines.length <= most ? lines : lines.slice(0, most - 1);
  const more = lines.length - kept.length;
  const shown = more === 0 ? kept : [...kept, `… ${more} more lines`];
  return shown.map((line) => [...line].slice(0, Math.max(1, columns)).join(''));
}
