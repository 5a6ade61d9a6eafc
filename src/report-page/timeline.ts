import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemReturn } from 'echarts/types/dist/shared';
import type { ReportModel } from '../report/model.ts';
import { numbersOf } from '../report/table.ts';
import { endsOf } from './axis.ts';
import { type ChartOption, chart, plainAxis, textStyle, tooltip } from './chart.ts';
import { colorOf } from './colors.ts';
import { cell, fact, taskAt } from './data.ts';
import { element, section } from './dom.ts';
import { formatDuration, formatMoment, plural, shorten } from './format.ts';
import { lanesOf } from './lanes.ts';
import { lookOf } from './states.ts';
import type { ViewStore } from './view.ts';

/** A task on the timeline. */
interface Bar {
  readonly row: number;
  readonly state: string;
  readonly from: number;
  readonly to: number;
  /** Counted from the top, over all hosts. */
  readonly lane: number;
}

interface Host {
  readonly name: string;
  readonly first: number;
  readonly lanes: number;
}

/** The maximum height of the plot; with many lanes, each is lower. */
const HIGHEST = 640;

/** When each task ran, on which host, and how many ran at once. */
export function timeline(model: ReportModel, view: ViewStore): HTMLElement | null {
  const { bars, hosts, lanes } = barsOf(model);
  if (bars.length === 0) return null;
  const height = Math.min(HIGHEST, 56 + lanes * (lanes > 40 ? 9 : 18));
  const plot = chart(
    height,
    () =>
      `Timeline: ${plural(bars.length, 'task')} on ${plural(hosts.length, 'host')}, up to ${lanes} at once`,
    () => option(model, bars, hosts, lanes),
    (made) => {
      made.on('click', ({ dataIndex }) => {
        const bar = bars[dataIndex];
        if (bar !== undefined) view.change({ selected: bar.row });
      });
    },
  );
  view.watch(['theme'], () => plot.refresh());
  const hint =
    'Each bar is the latest attempt of a task; bars of tasks that did not complete are outlined. A host has one lane per concurrent task.';
  return section('timeline', 'Timeline by host', element('p', { class: 'hint' }, hint), plot.host);
}

/** For a running task, the duration until the report was made. */
function barsOf(model: ReportModel): {
  readonly bars: readonly Bar[];
  readonly hosts: readonly Host[];
  readonly lanes: number;
} {
  const [started, ended] = [numbersOf(fact(model, 'started')), numbersOf(fact(model, 'ended'))];
  const byHost = new Map<string, Omit<Bar, 'lane'>[]>();
  for (const [row, from] of started.entries()) {
    if (!Number.isFinite(from)) continue;
    const state = cell(fact(model, 'state'), row);
    const end = ended[row] ?? Number.NaN;
    if (!Number.isFinite(end) && state !== 'running') continue;
    const host = cell(fact(model, 'host'), row);
    const members = byHost.get(host) ?? [];
    members.push({ row, state, from, to: Math.max(from, Number.isFinite(end) ? end : model.made / 1000) });
    byHost.set(host, members);
  }
  const bars: Bar[] = [];
  const hosts: Host[] = [];
  let first = 0;
  for (const name of [...byHost.keys()].sort()) {
    const members = byHost.get(name) ?? [];
    const { lanes, count } = lanesOf(members);
    for (const [at, member] of members.entries()) bars.push({ ...member, lane: first + (lanes[at] ?? 0) });
    hosts.push({ name, first, lanes: count });
    first += count;
  }
  return { bars, hosts, lanes: first };
}

function option(
  model: ReportModel,
  bars: readonly Bar[],
  hosts: readonly Host[],
  lanes: number,
): ChartOption {
  const colors = new Map(
    [...new Set(bars.map(({ state }) => state))].map((state) => [state, colorOf(lookOf(state).color)]),
  );
  const [first] = endsOf(bars.map(({ from }) => from));
  const [, last] = endsOf(bars.map(({ to }) => to));
  const [ink, paper] = [colorOf('--ink'), colorOf('--paper')];
  return {
    grid: { left: 8, right: 16, top: 8, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: tooltip(({ dataIndex }) => {
      const bar = bars[dataIndex];
      if (bar === undefined) return [];
      return [
        `Task ${taskAt(model, bar.row)}, ${bar.state}`,
        `${cell(fact(model, 'host'), bar.row)}, ${formatMoment(bar.from)}`,
        formatDuration(bar.to - bar.from),
      ];
    }),
    xAxis: {
      type: 'time',
      min: first * 1000,
      max: last * 1000,
      ...plainAxis(),
      axisLabel: { ...textStyle(), hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      inverse: true,
      min: 0,
      max: lanes,
      ...plainAxis(),
      axisLine: { show: false },
      splitLine: { show: false },
      axisLabel: {
        ...textStyle('--ink'),
        customValues: hosts.map(({ first, lanes: count }) => first + count / 2),
        hideOverlap: true,
        formatter: (at: number) =>
          shorten(hosts.find(({ first, lanes: count }) => at >= first && at < first + count)?.name ?? '', 24),
      },
    },
    series: [
      {
        type: 'custom',
        encode: { x: [0, 1], y: 2 },
        data: bars.map(({ from, to, lane }) => [from * 1000, to * 1000, lane]),
        renderItem: ({ dataIndex }, api: CustomSeriesRenderItemAPI): CustomSeriesRenderItemReturn => {
          const state = bars[dataIndex]?.state ?? '';
          const isGood = state === 'completed' || state === 'running';
          return bar(api, colors.get(state) ?? ink, isGood ? paper : ink);
        },
      },
      {
        type: 'custom',
        silent: true,
        encode: { x: 0, y: 1 },
        data: hosts.slice(1).map((host) => [first * 1000, host.first]),
        renderItem: ({ coordSys }, api: CustomSeriesRenderItemAPI): CustomSeriesRenderItemReturn =>
          hostLine(api, coordSys as unknown as Area, colorOf('--line')),
      },
    ],
  };
}

function bar(api: CustomSeriesRenderItemAPI, fill: string, stroke: string): CustomSeriesRenderItemReturn {
  const [lane, from, to] = [Number(api.value(2)), Number(api.value(0)), Number(api.value(1))];
  const [left = 0, top = 0] = api.coord([from, lane]);
  const [right = 0, bottom = 0] = api.coord([to, lane + 1]);
  const gap = bottom - top > 6 ? 2 : 0.5;
  return {
    type: 'rect',
    shape: {
      x: left,
      y: top + gap / 2,
      width: Math.max(1.5, right - left),
      height: Math.max(1, bottom - top - gap),
    },
    style: { fill, stroke, lineWidth: bottom - top > 6 ? 1 : 0.5 },
  };
}

/** The position of the plot, in pixels. */
interface Area {
  readonly x: number;
  readonly width: number;
}

/** The space between two hosts. */
function hostLine(
  api: CustomSeriesRenderItemAPI,
  { x, width }: Area,
  stroke: string,
): CustomSeriesRenderItemReturn {
  const [, y = 0] = api.coord([api.value(0), api.value(1)]);
  return { type: 'line', shape: { x1: x, x2: x + width, y1: y, y2: y }, style: { stroke, lineWidth: 1 } };
}
