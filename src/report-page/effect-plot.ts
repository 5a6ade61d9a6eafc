import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemReturn } from 'echarts/types/dist/shared';
import { type Axis, labelAt, ticksOf } from './axis.ts';
import { type ChartOption, plainAxis, textStyle, tooltip } from './chart.ts';
import { colorOf } from './colors.ts';
import { type Group, trend } from './effects.ts';
import { formatCount, formatNumber } from './format.ts';
import type { ShownRuns } from './shown-runs.ts';
import type { ViewStore } from './view.ts';

/** From this number of runs, points are small and drawn in bulk. */
const MANY = 1500;
/** The maximum number of parts in a line of means. */
const PARTS = 16;
/** How far points with the same value are spread, as a fraction of the space between two values. */
const SPREAD = 0.3;

/** The effect of a parameter on the metric. */
export interface Effect {
  readonly axis: Axis;
  /** Of the runs with a value of the metric; not used for a parameter with many numbers. */
  readonly groups: readonly Group[];
  /** The fraction of the variance that the parameter alone explains, from 0 to 1. */
  readonly share: number;
}

/**
 * The runs of a parameter as dots, with the mean and the deviation of each value, or the mean along the axis for many
 * values.
 */
export function effectOption(
  shown: ShownRuns,
  view: ViewStore,
  { axis, groups }: Effect,
  values: Float64Array,
): ChartOption {
  const isGrouped = axis.kind === 'values';
  const rows = [...values.keys()].filter(
    (row) => Number.isFinite(values[row]) && !Number.isNaN(axis.positions[row] ?? Number.NaN),
  );
  const isMany = rows.length > MANY;
  const room = isGrouped ? 0.6 : (axis.to - axis.from || 2) * 0.04;
  const points = rows.map((row) => [
    (axis.positions[row] ?? 0) + (isGrouped ? jitter(row) * SPREAD : 0),
    values[row] ?? 0,
  ]);
  const ticks = [...ticksOf(axis, 6)];
  const metric = view.current.metric ?? '';
  return {
    grid: {
      left: 8,
      right: 10,
      top: 10,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: tooltip(({ seriesIndex, dataIndex }) => {
      if (seriesIndex === 0) {
        const row = rows[dataIndex] ?? 0;
        const place = labelAt(axis, axis.positions[row] ?? 0);
        return [
          shown.nameOf(row),
          `${axis.column.name} ${place}`,
          `${metric} ${formatNumber(values[row] ?? 0)}`,
        ];
      }
      const group = groups[dataIndex];
      return group === undefined ? [] : groupLines(axis, group, metric);
    }),
    xAxis: {
      type: 'value',
      min: axis.from - room,
      max: axis.to + room,
      ...plainAxis(),
      splitLine: { show: false },
      axisLabel: {
        ...textStyle(),
        customValues: ticks,
        hideOverlap: true,
        formatter: (position: number) => labelAt(axis, position),
      },
    },
    yAxis: {
      type: 'value',
      scale: true,
      ...plainAxis(),
      axisLine: { show: false },
      splitNumber: 4,
      axisLabel: { ...textStyle(), formatter: formatNumber },
    },
    series: [
      {
        type: 'scatter',
        data: points,
        symbolSize: isMany ? 2.5 : 5,
        large: isMany,
        itemStyle: { color: colorOf('--dot'), opacity: isMany ? 0.35 : 0.55 },
      },
      isGrouped ? groupSeries(groups) : trendSeries(trend(axis.positions, values, PARTS)),
    ],
  };
}

/** A line of one standard deviation to either side, and a bar at the mean. */
function groupSeries(groups: readonly Group[]): object {
  const color = colorOf('--accent');
  return {
    type: 'custom',
    z: 3,
    data: groups.map(({ position, mean, deviation }) => [position, mean, mean - deviation, mean + deviation]),
    encode: { x: 0, y: [1, 2, 3] },
    renderItem: (_: unknown, api: CustomSeriesRenderItemAPI): CustomSeriesRenderItemReturn => {
      const at = (dimension: number): number[] =>
        api.coord([Number(api.value(0)), Number(api.value(dimension))]);
      const [x = 0, mean = 0] = at(1);
      const [below = 0, above = 0] = [at(2)[1], at(3)[1]];
      const style = { stroke: color, fill: color, lineWidth: 2 };
      return {
        type: 'group',
        children: [
          { type: 'line', shape: { x1: x, x2: x, y1: below, y2: above }, style },
          {
            type: 'rect',
            shape: { x: x - 11, y: mean - 2, width: 22, height: 4, r: 2 },
            style: { fill: color },
          },
        ],
      };
    },
  };
}

/** The mean along the axis, as one line. */
function trendSeries(means: readonly (readonly [number, number])[]): object {
  const stroke = colorOf('--accent');
  return {
    type: 'custom',
    z: 3,
    silent: true,
    data: means.slice(0, 1),
    renderItem: (_: unknown, api: CustomSeriesRenderItemAPI): CustomSeriesRenderItemReturn => ({
      type: 'polyline',
      shape: { points: means.map((mean) => api.coord([...mean])) },
      style: { stroke, fill: 'none', lineWidth: 2.5, lineJoin: 'round' },
    }),
  };
}

function groupLines(axis: Axis, group: Group, metric: string): readonly string[] {
  return [
    `${axis.column.name} ${labelAt(axis, group.position)}`,
    `${metric} ${formatNumber(group.mean)} ± ${formatNumber(group.deviation)}`,
    `from ${formatNumber(group.least)} to ${formatNumber(group.most)}, ${formatCount(group.count)} runs`,
  ];
}

/** A number from -1 to 1 that looks random but is always the same. */
function jitter(row: number): number {
  return ((row * 0.618_033_988_75) % 1) * 2 - 1;
}
