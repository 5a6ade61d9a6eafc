import type { ReportModel } from '../report/model.ts';
import { type Column, columnNamed, columnsOf, numbersOf } from '../report/table.ts';
import { type Axis, axisOf, labelAt, ticksOf } from './axis.ts';
import { type ChartOption, chart, type ECharts, textStyle, tooltip } from './chart.ts';
import { colorOf, metricScale } from './colors.ts';
import { parametersText } from './data.ts';
import { element, section } from './dom.ts';
import { explained, groupsBy } from './effects.ts';
import { type Interval, withRange } from './filter.ts';
import { formatNumber, plural, shorten } from './format.ts';
import { rangeFields } from './range-fields.ts';
import { type ShownRuns, shownRuns } from './shown-runs.ts';
import type { ViewStore } from './view.ts';

/** More axes than this are unreadable; those with the strongest effect on the metric stay. */
const MOST_AXES = 9;
/**
 * Milliseconds until the plot marks a selected run, so that it does not redraw while a key is held down in the grid.
 */
const PAUSE = 150;
/** With more lines than this, each line is thinner and paler. */
const MANY = 300;

/** The runs as lines through their parameters to the metric. Dragging along an axis filters the tasks. */
export function parallel(tasks: ReportModel, view: ViewStore): HTMLElement | null {
  const shown = shownRuns(tasks);
  const { model, word } = shown;
  const varying = columnsOf(model, 'parameter').filter(({ values }) => new Set(values).size > 1);
  if (view.current.metric === null || varying.length === 0) return null;
  const metric = (): Column => columnNamed(model, view.current.metric ?? '');
  const columns = (): readonly Column[] => [...telling(varying, metric()), metric()];
  const rows = (): readonly number[] =>
    [...numbersOf(metric()).entries()].flatMap(([row, value]) => (Number.isFinite(value) ? [row] : []));

  let made: ECharts | null = null;
  let axes: readonly Axis[] = [];
  let lines: readonly number[] = [];
  /** While the plot itself changes the filter, it already shows the change. */
  let dragging = false;
  const option = (): ChartOption => {
    axes = columns().map(axisOf);
    lines = ordered(rows(), metric(), view.current.goal === 'maximize' ? 1 : -1);
    return parallelOption(shown, view, axes, lines);
  };
  const label = (): string =>
    `Parallel coordinates of ${plural(rows().length, word)}: ${columns()
      .map(({ name }) => name)
      .join(', ')}`;
  const plot = chart(380, label, option, (instance) => {
    made = instance;
    instance.on('axisareaselected', (event) => {
      const { parallelAxisId, intervals } = event as { parallelAxisId?: string; intervals?: Interval[] };
      const axis = axes[Number(parallelAxisId?.slice('axis-'.length))];
      if (axis === undefined) return;
      dragging = true;
      view.change({ filter: withRange(view.current.filter, axis.column.name, intervals ?? []) });
      dragging = false;
    });
    instance.on('click', ({ dataIndex, seriesIndex }) => {
      const row = seriesIndex === 0 ? lines[dataIndex] : undefined;
      if (row !== undefined) view.change({ selected: shown.taskRow(row) });
    });
  });
  const fields = rangeFields(view, () => columns().map(axisOf));
  const showRanges = (): void => {
    for (const [at, { column }] of axes.entries()) {
      const intervals = view.current.filter.ranges.get(column.name) ?? [];
      made?.dispatchAction(
        { type: 'axisAreaSelect', parallelAxisId: `axis-${at}`, intervals },
        { silent: true },
      );
    }
  };
  const note = element('p', { class: 'hint' });
  const describe = (): void => {
    const missing = model.rows - rows().length;
    note.textContent =
      `Each line is a ${word}; the stronger its colour, the better. Drag along an axis to filter the tasks; click the axis to clear the filter.` +
      (missing > 0
        ? ` ${plural(missing, word === 'run' ? 'task' : word)} without a value are not shown.`
        : '');
  };
  const refresh = (): void => {
    plot.refresh();
    showRanges();
  };
  view.watch(['metric', 'goal', 'theme'], refresh);
  let pause: ReturnType<typeof setTimeout> | undefined;
  view.watch(['selected'], () => {
    clearTimeout(pause);
    pause = setTimeout(refresh, PAUSE);
  });
  view.watch(['metric', 'goal'], () => {
    describe();
    fields.refresh();
  });
  view.watch(['filter'], () => {
    if (!dragging) showRanges();
    fields.refresh();
  });
  describe();
  return section(
    'parameters',
    'Parameters and metric',
    note,
    element('div', { class: 'wide' }, plot.host),
    fields.host,
  );
}

/** The parameters with the strongest effect on the metric, in the order of the sweep. */
function telling(columns: readonly Column[], metric: Column): readonly Column[] {
  if (columns.length < MOST_AXES) return columns;
  const values = numbersOf(metric);
  const share = new Map(columns.map((each) => [each, explained(groupsBy(axisOf(each).positions, values))]));
  const kept = columns.toSorted((a, b) => (share.get(b) ?? 0) - (share.get(a) ?? 0)).slice(0, MOST_AXES - 1);
  return columns.filter((column) => kept.includes(column));
}

/** The best come last, so that they are drawn on top. */
function ordered(rows: readonly number[], metric: Column, sign: number): readonly number[] {
  const values = numbersOf(metric);
  return rows.toSorted((a, b) => sign * ((values[a] ?? 0) - (values[b] ?? 0)));
}

function parallelOption(
  shown: ShownRuns,
  view: ViewStore,
  axes: readonly Axis[],
  lines: readonly number[],
): ChartOption {
  const scale = metricScale();
  const { model } = shown;
  const selected = shown.rowOf(view.current.selected);
  const isMany = lines.length > MANY;
  const points = (row: number): number[] => axes.map(({ positions }) => positions[row] ?? Number.NaN);
  // The more lines, the paler each one, so that many lines together show a trend.
  const style = {
    width: isMany ? 1 : 1.6,
    opacity: Math.min(0.75, Math.max(0.08, 12 / Math.sqrt(lines.length))),
  };
  return {
    parallel: { left: 70, right: 90, top: 44, bottom: 20 },
    parallelAxis: axes.map((axis, at) => parallelAxis(axis, at, lines.length)),
    tooltip: tooltip(({ dataIndex, seriesIndex }) => {
      const row = seriesIndex === 0 ? lines[dataIndex] : selected;
      if (row === undefined || row === null) return [];
      const name = view.current.metric ?? '';
      const value = formatNumber(numbersOf(columnNamed(model, name))[row] ?? Number.NaN);
      return [shown.nameOf(row), `${name} ${value}`, shorten(parametersText(model, row), 200)];
    }),
    series: [
      {
        type: 'parallel',
        inactiveOpacity: 0.04,
        activeOpacity: style.opacity,
        lineStyle: style,
        progressive: 1000,
        data: lines.map((row, at) => ({
          value: points(row),
          lineStyle: { ...style, color: scale(lines.length > 1 ? at / (lines.length - 1) : 1) },
        })),
      },
      {
        type: 'parallel',
        z: 3,
        silent: true,
        lineStyle: { width: 3, opacity: 1, color: colorOf('--mark') },
        inactiveOpacity: 1,
        activeOpacity: 1,
        data: selected === null ? [] : [points(selected)],
      },
    ],
  };
}

function parallelAxis(axis: Axis, at: number, lines: number): object {
  const { from, to, column } = axis;
  const beyond = (to - from || 2) * 0.04;
  const ticks = [...ticksOf(axis, 8)];
  return {
    id: `axis-${at}`,
    dim: at,
    type: 'value',
    z: 10,
    name: shorten(column.name, 22),
    nameLocation: 'end',
    nameGap: 16,
    nameTextStyle: { ...textStyle('--ink'), fontWeight: 600 },
    min: from - beyond,
    max: to + beyond,
    realtime: lines <= MANY,
    axisLine: { lineStyle: { color: colorOf('--soft'), width: 1 } },
    axisTick: { customValues: ticks, lineStyle: { color: colorOf('--soft') }, length: 4 },
    axisLabel: {
      ...textStyle('--ink'),
      // Lines must not cross the labels.
      backgroundColor: colorOf('--paper'),
      padding: [1, 3],
      borderRadius: 2,
      customValues: ticks,
      formatter: (position: number) => labelAt(axis, position),
    },
    splitLine: { show: false },
    areaSelectStyle: {
      width: 22,
      borderWidth: 1,
      borderColor: colorOf('--accent'),
      color: colorOf('--accent'),
      opacity: 0.18,
    },
  };
}
