import { axes, drawChart } from './draw.ts';
import type { Look } from './look.ts';

/** A period and the one before it, point by point. */
export interface Comparison {
  readonly labels: readonly string[];
  /** Undefined for what has not come yet. */
  readonly values: readonly (number | undefined)[];
  readonly before: readonly number[];
  readonly name: string;
  readonly beforeName: string;
  readonly formatValue: (value: number) => string;
}

/** A line for the period, a dotted one for the period before; each named at its end. */
export function drawComparison(comparison: Comparison, look: Look): string {
  const { labels, values, before, name, beforeName, formatValue } = comparison;
  const { palette } = look;
  const [nameOffset, beforeOffset] = labelOffsets(values, before);
  const option = {
    grid: { left: 8, right: 92, top: 16, bottom: 8, containLabel: true },
    ...axes(labels, look, formatValue),
    series: [
      line(before, {
        name: beforeName,
        color: palette.grey,
        dash: 'dotted',
        offset: beforeOffset,
        ink: palette.ink,
      }),
      line(values, {
        name,
        color: palette.green,
        dash: 'solid',
        offset: nameOffset,
        ink: palette.green,
      }),
    ],
  };
  return drawChart(option, look);
}

interface LineLook {
  readonly name: string;
  readonly color: string;
  readonly dash: 'solid' | 'dotted';
  readonly offset: number;
  readonly ink: string;
}

function line(data: readonly (number | undefined)[], { name, color, dash, offset, ink }: LineLook) {
  return {
    type: 'line',
    name,
    data: data.map((value) => value ?? '-'),
    symbol: 'none',
    lineStyle: { color, width: dash === 'solid' ? 3 : 2, type: dash },
    itemStyle: { color },
    silent: true,
    endLabel: {
      show: true,
      formatter: name,
      color: ink,
      fontSize: 12,
      fontWeight: dash === 'solid' ? 600 : 400,
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
  const last = values.findLast((value) => value !== undefined) ?? 0;
  const lastBefore = before.at(-1) ?? 0;
  const top = Math.max(1, ...before, ...values.map((value) => value ?? 0));
  const isSameEnd = values.at(-1) !== undefined;
  if (!isSameEnd || Math.abs(last - lastBefore) / top > 0.09) return [0, 0];
  return last >= lastBefore ? [-8, 8] : [8, -8];
}
