/** A state of tasks as the page shows it. Colour is never the only sign: draw-cell.ts and states.css add a shape. */
export interface StateLook {
  readonly name: string;
  /** The custom property with its colour. */
  readonly color: string;
}

/** In the order in which they are listed: success, work in progress, failures. */
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

/** The look of a state; an unknown state looks like `pending`. */
export function lookOf(name: string): StateLook {
  return stateLooks.find((look) => look.name === name) ?? { name, color: '--pending' };
}
