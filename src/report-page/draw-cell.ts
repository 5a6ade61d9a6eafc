import { colorOf } from './colors.ts';
import { lookOf, stateLooks } from './states.ts';

/** Colours by the name of their custom property. */
export type CellColors = ReadonlyMap<string, string>;

export function cellColors(): CellColors {
  const names = [...stateLooks.map(({ color }) => color), '--ink', '--paper'];
  return new Map(names.map((name) => [name, colorOf(name)]));
}

/** Draws a task's cell: its colour, and a sign that shows its state without colour. Like `.swatch` in states.css. */
export function drawCell(
  context: CanvasRenderingContext2D,
  state: string,
  { x, y }: { readonly x: number; readonly y: number },
  side: number,
  colors: CellColors,
): void {
  const { color } = lookOf(state);
  context.fillStyle = colors.get(color) ?? 'gray';
  context.strokeStyle = context.fillStyle;
  context.lineWidth = Math.max(1, side / 9);
  const [middle, inset] = [side / 2, context.lineWidth / 2];
  switch (state) {
    case 'completed':
      context.fillRect(x, y, side, side);
      return;
    case 'running':
      context.strokeRect(x + inset, y + inset, side - 2 * inset, side - 2 * inset);
      context.fillRect(x, y + middle, side, middle);
      return;
    case 'failed':
    case 'timeout':
    case 'cancelled':
      context.fillRect(x, y, side, side);
      context.strokeStyle = colors.get('--paper') ?? 'white';
      drawSign(context, state, x, y, side);
      return;
    case 'lost':
    case 'queued':
      context.strokeRect(x + inset, y + inset, side - 2 * inset, side - 2 * inset);
      context.fillRect(x + side * 0.33, y + side * 0.33, side * 0.34, side * 0.34);
      if (state === 'lost') line(context, x, y, x + side, y + side);
      return;
    default:
      context.strokeRect(x + inset, y + inset, side - 2 * inset, side - 2 * inset);
  }
}

/** A cross, a bar, a stroke. */
function drawSign(
  context: CanvasRenderingContext2D,
  state: string,
  x: number,
  y: number,
  side: number,
): void {
  const [near, far] = [side * 0.24, side * 0.76];
  if (state === 'timeout') {
    line(context, x + near, y + side / 2, x + far, y + side / 2);
    return;
  }
  line(context, x + near, y + far, x + far, y + near);
  if (state === 'failed') line(context, x + near, y + near, x + far, y + far);
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}
