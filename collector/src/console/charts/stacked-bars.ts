import { axes, drawChart, drawText, plotArea, textWidth } from './draw.ts';
import type { Look, Palette } from './look.ts';

/** One layer of the bars. */
interface Layer {
  readonly name: string;
  readonly color: Exclude<keyof Palette, 'ink' | 'faint' | 'paper'>;
  readonly values: readonly number[];
}

/** Bars in at most five layers. */
export interface StackedBars {
  readonly labels: readonly string[];
  readonly layers: readonly Layer[];
  readonly formatValue: (value: number) => string;
}

const LINE_HEIGHT = 22;
const SWATCH = 10;
const GAP = 8;

/** Each layer is named at the right with its sum, in the order in which they lie; empty ones are left out. */
export function drawStackedBars({ labels, layers, formatValue }: StackedBars, look: Look): string {
  const shown = layers.filter(({ values }) => sum(values) > 0);
  const named = shown.map(({ name, color, values }) => ({
    text: `${name} ${formatValue(sum(values))}`,
    color,
  }));
  const right = Math.max(0, ...named.map(({ text }) => textWidth(text))) + SWATCH + 3 * GAP;
  const highest = Math.max(
    0,
    ...labels.map((_, index) => sum(shown.map(({ values }) => values[index] ?? 0))),
  );
  const option = {
    grid: plotArea(right),
    ...axes({ labels, highest, formatValue, right }, look),
    series: shown.map(({ name, color, values }) => ({
      type: 'bar',
      stack: 'all',
      name,
      data: values,
      itemStyle: { color: look.palette[color] },
      barCategoryGap: '25%',
      silent: true,
    })),
  };
  return drawChart(option, look, () =>
    named
      .toReversed()
      .flatMap((layer, index) =>
        nameOf(layer, { look, x: look.width - right + 2 * GAP, y: 28 + index * LINE_HEIGHT }),
      ),
  );
}

/** ECharts labels bars, not layers, so the names are drawn next to the plot. */
function nameOf(
  { text, color }: { text: string; color: Layer['color'] },
  { look: { palette }, x, y }: { look: Look; x: number; y: number },
) {
  return [
    {
      type: 'rect',
      silent: true,
      shape: { x, y: y - SWATCH / 2, width: SWATCH, height: SWATCH, r: 2 },
      style: { fill: palette[color] },
    },
    drawText(text, { x: x + SWATCH + GAP, y, color: palette.ink, halo: palette.paper }),
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
