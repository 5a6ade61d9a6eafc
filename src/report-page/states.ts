/** A state of tasks as the page shows it. Colour is never all: each has a sign of its own. */
export interface StateLook {
  readonly name: string;
  /** One character, for text. */
  readonly sign: string;
  /** The custom property that holds its colour. */
  readonly color: string;
}

/** In the order in which they are listed: what went well, what goes on, what did not go well. */
export const stateLooks: readonly StateLook[] = [
  { name: 'completed', sign: '✓', color: '--completed' },
  { name: 'running', sign: '▸', color: '--running' },
  { name: 'queued', sign: '…', color: '--queued' },
  { name: 'pending', sign: '·', color: '--pending' },
  { name: 'failed', sign: '×', color: '--failed' },
  { name: 'timeout', sign: '◷', color: '--timeout' },
  { name: 'cancelled', sign: '⊘', color: '--cancelled' },
  { name: 'lost', sign: '?', color: '--lost' },
];

/** The look of a state; one of an unknown name looks like `pending`. */
export function lookOf(name: string): StateLook {
  return stateLooks.find((look) => look.name === name) ?? { name, sign: '·', color: '--pending' };
}
