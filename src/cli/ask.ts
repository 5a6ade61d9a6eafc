import { createInterface } from 'node:readline/promises';

/** Asks a question on the terminal; null if there is no terminal, or if it is closed instead. */
export async function ask(question: string): Promise<string | null> {
  if (!process.stdin.isTTY) return null;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new AbortController();
  terminal.once('close', () => closed.abort());
  terminal.once('SIGINT', () => terminal.close());
  try {
    return await terminal.question(question, { signal: closed.signal });
  } catch {
    return null;
  } finally {
    terminal.close();
  }
}
