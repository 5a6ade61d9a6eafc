import { CustomChart, ParallelChart, ScatterChart } from 'echarts/charts';
import { GridComponent, ParallelComponent, TooltipComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { EChartsOption } from 'echarts/types/dist/shared';
import { colorOf } from './colors.ts';
import { element } from './dom.ts';

use([CustomChart, ParallelChart, ScatterChart, GridComponent, ParallelComponent, TooltipComponent]);
use([CanvasRenderer]);

export type ChartOption = EChartsOption;
export type { ECharts };

export interface Chart {
  readonly host: HTMLElement;
  /** Draws it again after its content or its colours have changed. */
  refresh(): void;
}

/** How far below the visible area a chart is created, so that it is ready when the reader scrolls to it. */
const AHEAD = '300px';

/**
 * A plot that is created when it comes near the visible area, and for printing. `label` describes the plot for screen
 * readers; `ready` is called once with the plot, to add listeners.
 */
export function chart(
  height: number,
  label: () => string,
  option: () => ChartOption,
  ready: (made: ECharts) => void = () => undefined,
): Chart {
  const host = element('div', { class: 'chart', role: 'img' });
  host.style.height = `${height}px`;
  let made: ECharts | null = null;
  const draw = (): void => {
    host.setAttribute('aria-label', label());
    made?.setOption({ animation: false, ...option() }, { notMerge: true });
  };
  const make = (): void => {
    if (made !== null || host.clientWidth === 0) return;
    made = init(host, null, { renderer: 'canvas' });
    ready(made);
    draw();
    new ResizeObserver(() => made?.resize()).observe(host);
  };
  const watcher = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watcher.disconnect();
      make();
    },
    { rootMargin: AHEAD },
  );
  watcher.observe(host);
  addEventListener('beforeprint', make);
  host.setAttribute('aria-label', label());
  return { host, refresh: draw };
}

/** The text style of plots: the page's own font and colours. */
export function textStyle(property = '--soft'): {
  readonly color: string;
  readonly fontFamily: string;
  readonly fontSize: number;
} {
  return { color: colorOf(property), fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12 };
}

/** The common properties of the axes of a plot with two axes. */
export function plainAxis(): {
  readonly axisLine: object;
  readonly axisTick: object;
  readonly axisLabel: object;
  readonly splitLine: object;
} {
  return {
    axisLine: { show: true, lineStyle: { color: colorOf('--line') } },
    axisTick: { show: false },
    axisLabel: { ...textStyle(), hideOverlap: true },
    splitLine: { show: true, lineStyle: { color: colorOf('--faint'), width: 1 } },
  };
}

/** A tooltip with lines of text. Its content is an element, never markup. */
export function tooltip(
  lines: (item: TooltipItem) => readonly string[],
): NonNullable<ChartOption['tooltip']> {
  return {
    trigger: 'item',
    confine: true,
    backgroundColor: colorOf('--raised'),
    borderColor: colorOf('--line'),
    padding: [8, 10],
    textStyle: textStyle('--ink'),
    transitionDuration: 0,
    formatter: (item: unknown) => {
      const [head = '', ...rest] = lines(item as TooltipItem);
      return element(
        'div',
        { class: 'tooltip' },
        element('strong', {}, head),
        ...rest.map((line) => element('div', {}, line)),
      );
    },
  };
}

/** The argument of a tooltip's formatter. */
export interface TooltipItem {
  readonly seriesIndex: number;
  readonly dataIndex: number;
  readonly value: unknown;
}
