import { createColors } from 'picocolors';

type Paint = (text: string) => string;

/**
 * Colours by what they mean. All are among the first eight of a terminal, and none is one that disappears on a light or a dark
 * background, as yellow, blue, white and grey do.
 */
export interface Palette {
  /** Something is wrong or has failed. */
  readonly bad: Paint;
  /** Something is doubtful. */
  readonly doubtful: Paint;
  /** Something is done, or as it should be. */
  readonly good: Paint;
  /** Something is going on, or what to do next. */
  readonly active: Paint;
  /** What frames the rest. */
  readonly frame: Paint;
  readonly strong: Paint;
}

/** The palette, or one that leaves every text as it is. */
export function createPalette(color: boolean): Palette {
  const { red, magenta, green, cyan, bold } = createColors(color);
  return { bad: red, doubtful: magenta, good: green, active: cyan, frame: cyan, strong: bold };
}
