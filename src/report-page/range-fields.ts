import { type Axis, toPosition } from './axis.ts';
import { element, select } from './dom.ts';
import { withRange } from './filter.ts';
import type { ViewStore } from './view.ts';

/** The keyboard's alternative to dragging along the axes: from and to of each axis. */
export function rangeFields(
  view: ViewStore,
  axes: () => readonly Axis[],
): { readonly host: HTMLElement; refresh(): void } {
  const fields = element('div', { class: 'ranges' });
  const host = element('details', {}, element('summary', {}, 'Set ranges with the keyboard'), fields);
  let shown = '';
  const refresh = (): void => {
    const current = axes();
    // Fields with the focus stay unchanged.
    const state = JSON.stringify([current.map(({ column }) => column.name), [...view.current.filter.ranges]]);
    if (state === shown || fields.contains(document.activeElement)) return;
    shown = state;
    fields.replaceChildren(...current.map((axis) => rangeField(axis, view)));
  };
  host.addEventListener('toggle', refresh);
  return {
    host,
    refresh: () => {
      if (host.open) refresh();
    },
  };
}

function rangeField(axis: Axis, view: ViewStore): HTMLElement {
  const { name } = axis.column;
  const current = view.current.filter.ranges.get(name)?.[0];
  let [from, to] = current ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const update = (): void => {
    const isAll = from === Number.NEGATIVE_INFINITY && to === Number.POSITIVE_INFINITY;
    view.change({ filter: withRange(view.current.filter, name, isAll ? [] : [[from, to]]) });
  };
  const ends =
    axis.kind === 'values'
      ? [
          valueSelect('from', axis, from, (position) => {
            from = position ?? Number.NEGATIVE_INFINITY;
            update();
          }),
          valueSelect('to', axis, to, (position) => {
            to = position ?? Number.POSITIVE_INFINITY;
            update();
          }),
        ]
      : [
          numberInput('from', axis, from, (position) => {
            from = position ?? Number.NEGATIVE_INFINITY;
            update();
          }),
          numberInput('to', axis, to, (position) => {
            to = position ?? Number.POSITIVE_INFINITY;
            update();
          }),
        ];
  return element('fieldset', {}, element('legend', {}, name), ...ends);
}

type Chosen = (position: number | null) => void;

function valueSelect(label: string, axis: Axis, position: number, onChange: Chosen): HTMLElement {
  const names = axis.values.map((text, at) => [String(at), text] as const);
  const at = label === 'from' ? Math.ceil(position) : Math.floor(position);
  const chosen = Number.isFinite(at) ? String(at) : '';
  const { field } = select(label, [['', 'any'], ...names], chosen, (value) =>
    onChange(value === '' ? null : Number(value)),
  );
  return field;
}

function numberInput(label: string, axis: Axis, position: number, onChange: Chosen): HTMLElement {
  const number = axis.kind === 'log' ? 10 ** position : position;
  const value = Number.isFinite(position) ? Number(number.toPrecision(6)) : '';
  const input = element('input', { type: 'number', step: 'any', value });
  input.addEventListener('change', () => {
    const typed = toPosition(axis, input.valueAsNumber);
    onChange(Number.isNaN(typed) ? null : typed);
  });
  return element('label', { class: 'field' }, element('span', {}, label), input);
}
