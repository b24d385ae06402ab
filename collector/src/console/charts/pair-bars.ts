import type { EChartsCoreOption } from 'echarts/core';
import { drawChart, drawText, textWidth } from './draw.ts';
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
    grid: { left: 1, top: 0, bottom: 0, right: Math.max(0, ...named.map(roomFor)) },
    xAxis: { type: 'value', show: false, max: Math.max(...named.map(({ value }) => value)) || 1 },
    yAxis: {
      type: 'category',
      data: subjects,
      inverse: true,
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { show: false },
    },
    series: pairs.map(({ name, values, color }) => series({ name, values, color })),
  };
  return drawChart(option, look, (toPixel) => {
    const text = { halo: palette.paper };
    // the axes lie the other way round
    const bars = named.map(({ text: name, value, at, color, side }) => {
      const { x, y } = toPixel({ at: value, value: at });
      return drawText(name, {
        ...text,
        x: x + NAME_DISTANCE,
        y: y + (side * BAR_HEIGHT) / 2,
        color: color === palette.grey ? palette.ink : color,
        isBold: color !== palette.grey,
      });
    });
    const titles = subjects.map((subject, at) => {
      const { x, y } = toPixel({ at: 0, value: at });
      return drawText(subject, { ...text, x, y: y - 1.7 * BAR_HEIGHT, color: palette.ink });
    });
    return [...bars, ...titles];
  });
}

/** Bold letters are wider. */
function roomFor({ text }: { readonly text: string }): number {
  return 1.2 * textWidth(text) + 2 * NAME_DISTANCE;
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
