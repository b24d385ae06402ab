import type { EChartsCoreOption } from 'echarts/core';
import { axes, drawChart, drawText, plotArea, textWidth, type ToPixel } from './draw.ts';
import type { Look } from './look.ts';
import { placeNames } from './place-names.ts';

/** A period and the one before it, point by point. */
export interface Comparison {
  readonly labels: readonly string[];
  /** Undefined for what has not come yet. */
  readonly values: readonly (number | undefined)[];
  /** Whether the last of the values is still growing; it is drawn apart, or the line would end in a fall. */
  readonly isLastOpen: boolean;
  readonly before: readonly number[];
  readonly name: string;
  readonly beforeName: string;
  /** Of a last value that is still growing. */
  readonly openName: string;
  readonly formatValue: (value: number) => string;
}

/** Between the end of a line and its name, in pixels. */
const NAME_DISTANCE = 10;
/** Names of lines that end so many points from the right stand in one column there. */
const COLUMN_POINTS = 3;

/** A line for the period, a dotted one for the period before; each named at its end. */
export function drawComparison(comparison: Comparison, look: Look): string {
  const { labels, formatValue } = comparison;
  const lines = linesOf(comparison, look);
  const right = Math.max(...lines.map(({ name }) => textWidth(name))) + 2 * NAME_DISTANCE;
  const highest = Math.max(0, ...lines.flatMap(({ data }) => data.map((value) => value ?? 0)));
  const option = {
    grid: plotArea(right),
    ...axes({ labels, highest, formatValue, right }, look),
    series: lines.map((line) => series(line, look)),
  };
  return drawChart(option, look, (toPixel) => drawNames(lines, look, toPixel));
}

interface Line {
  readonly name: string;
  readonly data: readonly (number | undefined)[];
  readonly kind: 'before' | 'closed' | 'open';
  readonly color: string;
}

function linesOf(comparison: Comparison, { palette }: Look): Line[] {
  const { values, before, isLastOpen, name, beforeName, openName } = comparison;
  const last = values.findLastIndex((value) => value !== undefined);
  const isOpen = (index: number): boolean => isLastOpen && index === last;
  const closed = values.map((value, index) => (isOpen(index) ? undefined : value));
  const open = values.map((value, index) => (isOpen(index) ? value : undefined));
  return [
    { name: beforeName, data: before, kind: 'before', color: palette.grey },
    { name, data: closed, kind: 'closed', color: palette.green },
    { name: openName, data: open, kind: 'open', color: palette.green },
  ];
}

function series({ name, data, kind, color }: Line, { palette }: Look): EChartsCoreOption {
  return {
    type: 'line',
    name,
    data: data.map((value) => value ?? '-'),
    silent: true,
    lineStyle: {
      color,
      type: kind === 'before' ? 'dotted' : 'solid',
      width: kind === 'before' ? 2 : 3,
    },
    ...(kind === 'open'
      ? {
          symbol: 'circle',
          showAllSymbol: true,
          symbolSize: 9,
          itemStyle: { color: palette.paper, borderColor: color, borderWidth: 2 },
        }
      : { symbol: 'none', itemStyle: { color } }),
  };
}

/** ECharts' own end labels are laid over each other where lines end close together. */
function drawNames(lines: readonly Line[], look: Look, toPixel: ToPixel): EChartsCoreOption[] {
  const { palette } = look;
  const named = lines.flatMap((line) => {
    const at = line.data.findLastIndex((value) => value !== undefined);
    const column = line.data.length - 1;
    if (at < 0 || line.name === '') return [];
    const { y } = toPixel({ at, value: line.data[at] ?? 0 });
    const { x } = toPixel({ at: at >= column - COLUMN_POINTS ? column : at, value: 0 });
    return [{ line, left: x + NAME_DISTANCE, width: textWidth(line.name), y }];
  });
  // below the axis stand its own labels
  const heights = placeNames(named, { top: 0, bottom: toPixel({ at: 0, value: 0 }).y });
  return named.map(({ line: { name, kind, color }, left }, index) =>
    drawText(name, {
      x: left,
      y: heights[index] ?? 0,
      color: kind === 'before' ? palette.ink : color,
      halo: palette.paper,
      isBold: kind !== 'before',
    }),
  );
}
