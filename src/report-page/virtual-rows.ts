import { element } from './dom.ts';

/** Rows that only exist while they are visible. */
export interface VirtualRows {
  /** Shows other rows, or these in another order. */
  show(rows: readonly number[]): void;
}

/** Extra rows above and below the visible ones, so that quick scrolling shows no gap. */
const BEYOND = 12;
/** The maximum number of rows in print, which cannot be scrolled. */
const PRINTED = 500;

/**
 * Keeps a table body as high as all its rows, and creates the visible ones. `make` gets the row and its position. The
 * arrow keys move from row to row, Tab leaves the rows.
 */
export function virtualRows(
  scroller: HTMLElement,
  body: HTMLElement,
  height: number,
  columns: number,
  make: (row: number, at: number) => HTMLElement,
): VirtualRows {
  let rows: readonly number[] = [];
  let [first, last] = [0, 0];
  let printing = false;
  /** The position of the row that Tab reaches; the arrow keys reach the others. */
  let tabbed = 2;

  const spacer = (count: number): HTMLElement => {
    const cell = element('td', { colspan: columns });
    cell.style.height = `${count * height}px`;
    return element('tr', { class: 'spacer', 'aria-hidden': 'true' }, cell);
  };
  const fill = (): void => {
    const focused = focusedPlace();
    const made = rows.slice(first, last).map((row, at) => make(row, first + at));
    body.replaceChildren(
      ...(first > 0 ? [spacer(first)] : []),
      ...made,
      ...(last < rows.length && !printing ? [spacer(rows.length - last)] : []),
    );
    rove();
    if (focused !== null) focusPlace(focused);
  };
  /** Tab reaches only one row: nobody wants to tab through ten thousand. */
  const rove = (): void => {
    const top = Math.min(last - 1, Math.max(first, Math.floor(scroller.scrollTop / height))) + 2;
    const place = tabbed >= first + 2 && tabbed < last + 2 ? tabbed : top;
    for (const line of body.querySelectorAll('tr')) {
      const isPlace = Number(line.getAttribute('aria-rowindex')) === place;
      for (const each of line.querySelectorAll('button')) each.tabIndex = isPlace ? 0 : -1;
    }
  };
  const update = (force: boolean): void => {
    const sight = Math.ceil(scroller.clientHeight / height) || BEYOND;
    const top = Math.floor(scroller.scrollTop / height);
    const from = printing ? 0 : Math.max(0, top - BEYOND);
    const to = Math.min(rows.length, printing ? PRINTED : top + sight + BEYOND);
    const isSame = from === first && to === last;
    // Some of the extra rows may become visible before new ones are created.
    const isNear = Math.abs(from - first) < BEYOND / 2 && to - from <= last - first && last >= top + sight;
    if (!force && (isSame || (isNear && !printing))) return;
    [first, last] = [from, to];
    fill();
  };
  const focusedPlace = (): number | null => {
    const line = document.activeElement?.closest('tr');
    return line?.parentElement === body ? Number(line.getAttribute('aria-rowindex')) : null;
  };
  const focusPlace = (place: number): void => {
    body.querySelector<HTMLElement>(`tr[aria-rowindex="${place}"] button`)?.focus({ preventScroll: true });
  };

  scroller.addEventListener('scroll', () => update(false), { passive: true });
  body.addEventListener('focusin', () => {
    tabbed = focusedPlace() ?? tabbed;
    rove();
  });
  scroller.addEventListener('keydown', (event) => {
    const place = focusedPlace();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (place === null || step === 0) return;
    event.preventDefault();
    const to = place + step;
    if (to < 2 || to > rows.length + 1) return;
    const top = (to - 2) * height;
    const sight = scroller.clientHeight - 2 * height;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top > scroller.scrollTop + sight - height) scroller.scrollTop = top - sight + height;
    update(false);
    focusPlace(to);
  });
  addEventListener('beforeprint', () => {
    printing = true;
    update(true);
  });
  addEventListener('afterprint', () => {
    printing = false;
    update(true);
  });
  new ResizeObserver(() => update(false)).observe(scroller);
  return {
    show: (next) => {
      rows = next;
      update(true);
    },
  };
}
