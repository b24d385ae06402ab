import { BarChart, LineChart } from 'echarts/charts';
import { GraphicComponent, GridComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Look } from './look.ts';

/** Of all text in charts. */
export const FONT = 'system-ui, sans-serif';

use([BarChart, LineChart, GraphicComponent, GridComponent, SVGRenderer]);

/**
 * Draws a chart as a stand-alone SVG document; texts are escaped by the renderer.
 * Without `dispose` the process would never end.
 */
export function drawChart(option: EChartsCoreOption, { width, height, palette }: Look): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: FONT, color: palette.ink },
      ...option,
    });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** Where the plot lies: the axis labels keep inside, `right` pixels stay free for names. */
export function plotArea(right: number): EChartsCoreOption {
  return {
    left: 4,
    right,
    top: 16,
    bottom: 4,
    outerBoundsMode: 'same',
    outerBoundsContain: 'axisLabel',
  };
}

/** Axes in the console's look: few lines, the numbers large enough to read. */
export function axes(
  labels: readonly string[],
  { palette, width }: Look,
  formatValue: (value: number) => string,
): EChartsCoreOption {
  const axisLabel = { color: palette.ink, fontSize: 12 };
  return {
    xAxis: {
      type: 'category',
      data: labels,
      boundaryGap: true,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.ink } },
      axisLabel: {
        ...axisLabel,
        interval: Math.max(0, Math.ceil((labels.length * 64) / width) - 1),
        showMaxLabel: false,
      },
    },
    yAxis: {
      type: 'value',
      splitNumber: 3,
      minInterval: 1,
      axisLabel: { ...axisLabel, formatter: formatValue },
      splitLine: { lineStyle: { color: palette.faint } },
    },
  };
}
