import { BarChart, LineChart } from 'echarts/charts';
import { GraphicComponent, GridComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Look } from './look.ts';

/** Of all text in charts. */
const FONT = 'system-ui, sans-serif';
const FONT_SIZE = 12;
/** A wide letter of that size; a text seldom needs as much. In pixels. */
const LETTER_WIDTH = 7;
/** Between texts beside each other, in pixels. */
const TEXT_GAP = 8;
/** An axis ends at a round number, above the highest value by less than that. */
const AXIS_EXCESS = 2;

use([BarChart, LineChart, GraphicComponent, GridComponent, SVGRenderer]);

/** Where a point of the drawing lies; `at` counts the labels of the x axis. In pixels. */
export type ToPixel = (point: { at: number; value: number }) => { x: number; y: number };

/**
 * Draws a chart as a stand-alone SVG document; texts are escaped by the renderer. `drawBeside` adds shapes
 * by the place that the points got. Without `dispose` the process would never end.
 */
export function drawChart(
  option: EChartsCoreOption,
  { width, height, palette }: Look,
  drawBeside: (toPixel: ToPixel) => EChartsCoreOption[],
): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: FONT, color: palette.ink },
      ...option,
    });
    const graphic = drawBeside(({ at, value }) => {
      const [x = 0, y = 0] = chart.convertToPixel('grid', [at, value]);
      return { x, y };
    });
    chart.setOption({ graphic });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** A text whose left end and middle are given. */
export function drawText(
  text: string,
  { x, y, color, halo, isBold = false }: TextLook,
): EChartsCoreOption {
  return {
    type: 'text',
    silent: true,
    style: {
      x,
      y,
      text,
      fill: color,
      stroke: halo,
      lineWidth: 4,
      font: `${isBold ? '600 ' : ''}${FONT_SIZE}px ${FONT}`,
      verticalAlign: 'middle',
    },
  };
}

interface TextLook {
  readonly x: number;
  readonly y: number;
  readonly color: string;
  /** Colour around the letters, which keeps lines away from them. */
  readonly halo: string;
  readonly isBold?: boolean;
}

/** Pixels that a text needs at most. */
export function textWidth(text: string): number {
  return text.length * LETTER_WIDTH;
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

/** Axes in the console's look: few lines, the numbers large enough to read. `right` as in {@link plotArea}. */
export function axes(
  { labels, highest, formatValue, right }: AxesOptions,
  { palette, width }: Look,
): EChartsCoreOption {
  const axisLabel = { color: palette.ink, fontSize: FONT_SIZE };
  const left = textWidth(formatValue(Math.round(highest * AXIS_EXCESS))) + TEXT_GAP;
  const room = Math.max(1, width - right - left) / labels.length;
  const longest = Math.max(0, ...labels.map(textWidth)) + TEXT_GAP;
  return {
    xAxis: {
      type: 'category',
      data: labels,
      boundaryGap: true,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.ink } },
      axisLabel: { ...axisLabel, interval: Math.ceil(longest / room) - 1, showMaxLabel: false },
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

interface AxesOptions {
  readonly labels: readonly string[];
  /** The highest value that is drawn. */
  readonly highest: number;
  readonly formatValue: (value: number) => string;
  readonly right: number;
}
