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
  const { green, grey, ink, paper } = look.palette;
  const { closed, open } = splitOpen(comparison);
  const [beforeOffset = 0, offset = 0, openOffset = 0] = nameOffsets([before, closed, open], look);
  const option = {
    grid: plotArea(NAMES_WIDTH),
    ...axes(labels, look, formatValue),
    series: [
      line(before, { name: beforeName, color: grey, ink, type: 'dotted', offset: beforeOffset }),
      line(closed, { name, color: green, ink: green, type: 'solid', offset }),
      {
        ...line(open, {
          name: openName,
          color: green,
          ink: green,
          type: 'solid',
          offset: openOffset,
        }),
        symbol: 'circle',
        symbolSize: 9,
        itemStyle: { color: paper, borderColor: green, borderWidth: 2 },
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
      show: name !== '',
      formatter: name,
      color: ink,
      fontSize: 12,
      fontWeight: type === 'solid' ? 600 : 400,
      distance: 8,
      offset: [0, offset],
      textBorderWidth: 0,
    },
  };
}

/** Height of a name, in pixels. */
const NAME_HEIGHT = 16;
/** Heights of margins and axis labels, in pixels. */
const AROUND_PLOT = 48;
/** Names of lines that end within so many points of each other could overlap. */
const NEAR_POINTS = 4;

/** How far each line's name must move (down, in pixels; negative is up), so that no two are written over each other. */
function nameOffsets(
  series: readonly (readonly (number | undefined)[])[],
  { height }: Look,
): number[] {
  const top = Math.max(1, ...series.flat().map((value) => value ?? 0));
  const ends = series.map((values, index) => {
    const at = values.findLastIndex((value) => value !== undefined);
    return { index, at, y: (1 - (values[at] ?? 0) / top) * (height - AROUND_PLOT) };
  });
  const offsets = series.map(() => 0);
  const placed: typeof ends = [];
  for (const end of ends.filter(({ at }) => at >= 0).toSorted((one, other) => other.y - one.y)) {
    const below = placed.findLast(({ at }) => Math.abs(at - end.at) <= NEAR_POINTS);
    const y = below ? Math.min(end.y, below.y - NAME_HEIGHT) : end.y;
    offsets[end.index] = y - end.y;
    placed.push({ ...end, y });
  }
  return offsets;
}
