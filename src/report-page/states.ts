/** A state of tasks as the page shows it. Colour is never all: draw-cell.ts and states.css give each a sign. */
export interface StateLook {
  readonly name: string;
  /** The custom property that holds its colour. */
  readonly color: string;
}

/** In the order in which they are listed: what went well, what goes on, what did not go well. */
export const stateLooks: readonly StateLook[] = [
  { name: 'completed', color: '--completed' },
  { name: 'running', color: '--running' },
  { name: 'queued', color: '--queued' },
  { name: 'pending', color: '--pending' },
  { name: 'failed', color: '--failed' },
  { name: 'timeout', color: '--timeout' },
  { name: 'cancelled', color: '--cancelled' },
  { name: 'lost', color: '--lost' },
];

/** The look of a state; one of an unknown name looks like `pending`. */
export function lookOf(name: string): StateLook {
  return stateLooks.find((look) => look.name === name) ?? { name, color: '--pending' };
}
