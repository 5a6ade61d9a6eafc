import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemReturn } from 'echarts/types/dist/shared';
import type { ReportModel } from '../report/model.ts';
import { numbersOf } from '../report/table.ts';
import { type ChartOption, chart, plainAxis, textStyle, tooltip } from './chart.ts';
import { colorOf } from './colors.ts';
import { fact, taskAt } from './data.ts';
import { element, section } from './dom.ts';
import { formatDuration, plural } from './format.ts';
import { type Bin, binsOf, quantile } from './histogram.ts';
import type { ViewStore } from './view.ts';

/** How long the tasks took. */
export function durations(model: ReportModel, view: ViewStore): HTMLElement | null {
  const all = numbersOf(fact(model, 'duration'));
  const known = [...all].filter(Number.isFinite);
  if (known.length === 0) return null;
  const bins = binsOf(known);
  const plot = chart(
    220,
    () => `Histogram of durations. ${summary(model, known)}`,
    () => option(bins),
  );
  view.watch(['theme'], () => plot.refresh());
  return section('durations', 'Durations', element('p', { class: 'hint' }, summary(model, known)), plot.host);
}

function summary(model: ReportModel, known: readonly number[]): string {
  const sorted = known.toSorted((a, b) => a - b);
  const longest = sorted.at(-1) ?? 0;
  const task = taskAt(model, numbersOf(fact(model, 'duration')).indexOf(longest));
  return [
    plural(known.length, 'task'),
    `median ${formatDuration(quantile(sorted, 0.5))}`,
    `95\u202f% within ${formatDuration(quantile(sorted, 0.95))}`,
    `longest ${formatDuration(longest)} (task ${task})`,
  ].join('; ');
}

function option(bins: readonly Bin[]): ChartOption {
  const color = colorOf('--completed');
  return {
    grid: {
      left: 8,
      right: 16,
      top: 12,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: tooltip(({ dataIndex }) => {
      const bin = bins[dataIndex];
      if (bin === undefined) return [];
      return [`${formatDuration(bin.from)} to ${formatDuration(bin.to)}`, plural(bin.count, 'task')];
    }),
    xAxis: {
      type: 'value',
      min: bins[0]?.from ?? 0,
      max: bins.at(-1)?.to ?? 0,
      ...plainAxis(),
      splitLine: { show: false },
      axisLabel: { ...textStyle(), hideOverlap: true, formatter: formatDuration },
    },
    yAxis: { type: 'value', min: 0, minInterval: 1, ...plainAxis(), axisLine: { show: false } },
    series: [
      {
        type: 'custom',
        encode: { x: [0, 1], y: 2 },
        data: bins.map(({ from, to, count }) => [from, to, count]),
        renderItem: (_, api: CustomSeriesRenderItemAPI): CustomSeriesRenderItemReturn => {
          const [left = 0, top = 0] = api.coord([api.value(0), api.value(2)]);
          const [right = 0, bottom = 0] = api.coord([api.value(1), 0]);
          const shape = { x: left + 0.5, y: top, width: Math.max(1, right - left - 1), height: bottom - top };
          return { type: 'rect', shape, style: { fill: color } };
        },
      },
    ],
  };
}
