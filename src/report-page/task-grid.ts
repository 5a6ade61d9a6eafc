import type { ReportModel } from '../report/model.ts';
import { cell, fact, parametersText, taskAt } from './data.ts';
import { announce, element, focusDetails } from './dom.ts';
import { type CellColors, cellColors, drawCell } from './draw-cell.ts';
import { passing } from './filter.ts';
import { shorten } from './format.ts';
import { gridLayout, moved } from './grid-layout.ts';
import type { ViewStore } from './view.ts';

const HELP = 'Use arrow keys, Home and End to move between tasks, Enter for details, Escape to return.';

/** The state of every task, one cell per task, in the order of their numbers. */
export function taskGrid(model: ReportModel, view: ViewStore): HTMLElement {
  const canvas = element('canvas', {
    class: 'grid',
    tabindex: 0,
    role: 'application',
    'aria-roledescription': 'grid of tasks',
    'aria-label': `State of ${model.rows} tasks. ${HELP}`,
  });
  const caption = element('p', { class: 'hint' }, HELP);
  const box = element('div', { class: 'grid-box' }, canvas, caption);
  const states = fact(model, 'state').values;
  let layout = gridLayout(model.rows, 1);
  let colors: CellColors = new Map();
  let passes = passing(model, view.current.filter);
  /** The cell with the keyboard's focus. */
  let cursor = 0;
  let frame = 0;
  /** The cells without outlines, so that moving over ten thousand cells does not draw them again. */
  const cells = document.createElement('canvas');

  const paint = (): void => {
    const context = cells.getContext('2d');
    if (context === null) return;
    const scale = devicePixelRatio;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, layout.width, layout.height);
    for (let row = 0; row < model.rows; row += 1) {
      context.globalAlpha = passes[row] === 1 ? 1 : 0.16;
      drawCell(context, states[row] ?? '', layout.place(row), layout.size - layout.gap, colors);
    }
    draw();
  };
  const draw = (): void => {
    const context = canvas.getContext('2d');
    if (context === null || cells.width === 0) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.drawImage(cells, 0, 0);
    context.scale(devicePixelRatio, devicePixelRatio);
    const { selected } = view.current;
    if (selected !== null) outline(context, selected, 2);
    if (document.activeElement === canvas && cursor !== selected) outline(context, cursor, 1);
  };
  const outline = (context: CanvasRenderingContext2D, row: number, width: number): void => {
    const { x, y } = layout.place(row);
    const side = layout.size - layout.gap;
    context.lineWidth = width;
    context.strokeStyle = colors.get('--ink') ?? 'black';
    context.strokeRect(x - width / 2 - 0.5, y - width / 2 - 0.5, side + width + 1, side + width + 1);
  };
  const schedule = (): void => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(draw);
  };
  const resize = (): void => {
    layout = gridLayout(model.rows, box.clientWidth);
    canvas.width = cells.width = Math.round(layout.width * devicePixelRatio);
    canvas.height = cells.height = Math.round(layout.height * devicePixelRatio);
    canvas.style.width = `${layout.width}px`;
    canvas.style.height = `${layout.height}px`;
    paint();
  };
  const textOf = (row: number): string => `Task ${taskAt(model, row)}: ${cell(fact(model, 'state'), row)}`;
  const moveTo = (row: number): void => {
    cursor = row;
    announce(textOf(row));
    if (view.current.selected !== null) view.change({ selected: row });
    schedule();
  };

  canvas.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      view.change({ selected: cursor });
      if (event.key === 'Enter') focusDetails();
      return;
    }
    const next = moved(event.key, cursor, layout.columns, model.rows);
    if (next === null) return;
    event.preventDefault();
    moveTo(next);
  });
  canvas.addEventListener('click', (event) => {
    const row = layout.rowAt(event.offsetX, event.offsetY);
    if (row === null) return;
    cursor = row;
    view.change({ selected: row });
  });
  canvas.addEventListener('pointermove', (event) => {
    const row = layout.rowAt(event.offsetX, event.offsetY);
    caption.textContent =
      row === null ? HELP : shorten(`${textOf(row)}   ${parametersText(model, row)}`, 160);
  });
  canvas.addEventListener('pointerleave', () => {
    caption.textContent = HELP;
  });
  for (const type of ['focus', 'blur']) canvas.addEventListener(type, schedule);
  view.watch(['selected'], ({ selected }) => {
    if (selected !== null) cursor = selected;
    schedule();
  });
  view.watch(['filter'], ({ filter }) => {
    passes = passing(model, filter);
    paint();
  });
  view.watch(['theme'], () => {
    colors = cellColors();
    paint();
  });
  new ResizeObserver(() => {
    if (colors.size === 0) colors = cellColors();
    resize();
  }).observe(box);
  return box;
}
