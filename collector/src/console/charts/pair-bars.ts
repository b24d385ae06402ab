import type { EChartsCoreOption } from 'echarts/core';
import { drawChart, drawText, plotArea, textWidth } from './draw.ts';
import type { Look } from './look.ts';

/** For each subject two shares, one under the other. */
export interface PairBars {
  readonly subjects: readonly string[];
  readonly ours: { readonly name: string; readonly values: readonly number[] };
  readonly plain: { readonly name: string; readonly values: readonly number[] };
  readonly formatValue: (value: number) => string;
}

/** Between a bar and its name, in pixels. */
const NAME_DISTANCE = 8;
const BAR_HEIGHT = 24;

/** Lying bars, each named at its end; the plain one in grey. */
export function drawPairBars({ subjects, ours, plain, formatValue }: PairBars, look: Look): string {
  const { palette } = look;
  const pairs = [
    { ...ours, color: palette.green, side: -1 },
    { ...plain, color: palette.grey, side: 1 },
  ];
  const named = pairs.flatMap(({ name, values, color, side }) =>
    values.map((value, at) => ({ text: `${formatValue(value)} ${name}`, value, at, color, side })),
  );
  const option = {
    grid: plotArea(Math.max(...named.map(({ text }) => textWidth(text))) + 2 * NAME_DISTANCE),
    xAxis: { type: 'value', show: false, max: Math.max(...named.map(({ value }) => value)) || 1 },
    yAxis: {
      type: 'category',
      data: subjects,
      inverse: true,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.ink } },
      axisLabel: { color: palette.ink, fontSize: 12, width: look.width / 4, overflow: 'break' },
    },
    series: pairs.map(({ name, values, color }) => series({ name, values, color })),
  };
  return drawChart(option, look, (toPixel) =>
    named.map(({ text, value, at, color, side }) => {
      // the axes lie the other way round
      const { x, y } = toPixel({ at: value, value: at });
      return drawText(text, {
        x: x + NAME_DISTANCE,
        y: y + (side * BAR_HEIGHT) / 2,
        color: color === palette.grey ? palette.ink : color,
        halo: palette.paper,
        isBold: color !== palette.grey,
      });
    }),
  );
}

function series({
  name,
  values,
  color,
}: {
  readonly name: string;
  readonly values: readonly number[];
  readonly color: string;
}): EChartsCoreOption {
  return {
    type: 'bar',
    name,
    data: values,
    silent: true,
    barWidth: BAR_HEIGHT - 4,
    barGap: '20%',
    itemStyle: { color },
  };
}
