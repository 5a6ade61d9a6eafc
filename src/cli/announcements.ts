/** The output for announcements. */
interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * Shows what `hsm` is waiting for on a temporary line of the terminal: `clear` is called before anything else is
 * written. The cursor stays at the start of the line, so that another program's output overwrites it. Without a
 * terminal nothing is shown.
 */
export function createAnnouncements(
  terminal: Terminal,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly announce: (text: string) => () => void; readonly clear: () => void } {
  let isShown = false;
  const canShow = terminal.isTTY === true && environment['TERM'] !== 'dumb';
  const clear = (): void => {
    if (isShown) terminal.write('\r\u001b[K');
    isShown = false;
  };
  const announce = (text: string): (() => void) => {
    if (!canShow) return () => {};
    terminal.write(`\r\u001b[K${text} ...\r`);
    isShown = true;
    return clear;
  };
  return { announce, clear };
}
