import type { EChartsCoreOption } from 'echarts/core';
import { axes, drawChart, plotArea } from './draw.ts';
import type { Look } from './look.ts';

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

const NAMES_WIDTH = 96;

/** A line for the period, a dotted one for the period before; each named at its end. */
export function drawComparison(comparison: Comparison, look: Look): string {
  const { labels, before, name, beforeName, openName, formatValue } = comparison;
  const { green, grey, ink } = look.palette;
  const { closed, open } = splitOpen(comparison);
  const [nameOffset, beforeOffset] = labelOffsets(closed, before);
  const option = {
    grid: plotArea(NAMES_WIDTH),
    ...axes(labels, look, formatValue),
    series: [
      line(before, { name: beforeName, color: grey, ink, type: 'dotted', offset: beforeOffset }),
      line(closed, { name, color: green, ink: green, type: 'solid', offset: nameOffset }),
      {
        ...line(open, { name: openName, color: green, ink: green, type: 'solid', offset: 0 }),
        symbol: 'emptyCircle',
        symbolSize: 8,
      },
    ],
  };
  return drawChart(option, look);
}

/** The values of the line, and the last one where it is still growing. */
function splitOpen({ values, isLastOpen }: Comparison) {
  const last = values.findLastIndex((value) => value !== undefined);
  const isOpen = (index: number): boolean => isLastOpen && index === last;
  return {
    closed: values.map((value, index) => (isOpen(index) ? undefined : value)),
    open: values.map((value, index) => (isOpen(index) ? value : undefined)),
  };
}

interface LineLook {
  readonly name: string;
  readonly color: string;
  /** Colour of the name. */
  readonly ink: string;
  readonly type: 'solid' | 'dotted';
  /** How far the name is moved down, in pixels. */
  readonly offset: number;
}

function line(
  data: readonly (number | undefined)[],
  { name, color, ink, type, offset }: LineLook,
): EChartsCoreOption {
  return {
    type: 'line',
    name,
    data: data.map((value) => value ?? '-'),
    symbol: 'none',
    lineStyle: { color, type, width: type === 'solid' ? 3 : 2 },
    itemStyle: { color },
    silent: true,
    endLabel: {
      show: true,
      formatter: name,
      color: ink,
      fontSize: 12,
      fontWeight: type === 'solid' ? 600 : 400,
      distance: 6,
      offset: [0, offset],
      textBorderWidth: 0,
    },
  };
}

/** Two lines that end close together would write their names over each other. */
function labelOffsets(
  values: readonly (number | undefined)[],
  before: readonly number[],
): readonly [number, number] {
  const end = values.findLastIndex((value) => value !== undefined);
  const last = values[end] ?? 0;
  const lastBefore = before.at(-1) ?? 0;
  const top = Math.max(1, ...before, ...values.map((value) => value ?? 0));
  const isApart = end < values.length - 3 || Math.abs(last - lastBefore) / top > 0.09;
  if (isApart) return [0, 0];
  return last >= lastBefore ? [-8, 8] : [8, -8];
}
