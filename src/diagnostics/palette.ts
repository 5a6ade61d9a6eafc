import { createColors } from 'picocolors';

type Paint = (text: string) => string;

/**
 * Colours by their meaning. All are among a terminal's first eight, and none disappears on a light or a dark
 * background, as yellow, blue, white and grey do.
 */
export interface Palette {
  /** Something is wrong or has failed. */
  readonly bad: Paint;
  /** Something is doubtful. */
  readonly doubtful: Paint;
  /** Something is done or in order. */
  readonly good: Paint;
  /** Something is running, or is the next step. */
  readonly active: Paint;
  /** The frame around the rest. */
  readonly frame: Paint;
  readonly strong: Paint;
}

/** The palette, or one that leaves every text as it is. */
export function createPalette(color: boolean): Palette {
  const { red, magenta, green, cyan, bold } = createColors(color);
  return { bad: red, doubtful: magenta, good: green, active: cyan, frame: cyan, strong: bold };
}
