import { axes, drawChart, FONT, plotArea } from './draw.ts';
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

const NAMES_WIDTH = 132;
const LINE_HEIGHT = 22;

/** Each layer is named at the right with its sum, in the order in which they lie; empty ones are left out. */
export function drawStackedBars({ labels, layers, formatValue }: StackedBars, look: Look): string {
  const shown = layers.filter(({ values }) => sum(values) > 0);
  const option = {
    grid: plotArea(NAMES_WIDTH + 8),
    ...axes(labels, look, formatValue),
    series: shown.map(({ name, color, values }) => ({
      type: 'bar',
      stack: 'all',
      name,
      data: values,
      itemStyle: { color: look.palette[color] },
      barCategoryGap: '25%',
      silent: true,
    })),
    graphic: shown
      .toReversed()
      .flatMap((layer, index) =>
        nameOf(layer, { top: 20 + index * LINE_HEIGHT, look, formatValue }),
      ),
  };
  return drawChart(option, look);
}

/** ECharts labels bars, not layers, so the names are drawn next to the plot. */
function nameOf(
  { name, color, values }: Layer,
  { top, look, formatValue }: { top: number; look: Look; formatValue: (value: number) => string },
) {
  const left = look.width - NAMES_WIDTH;
  return [
    {
      type: 'rect',
      silent: true,
      shape: { x: left, y: top + 2, width: 10, height: 10, r: 2 },
      style: { fill: look.palette[color] },
    },
    {
      type: 'text',
      silent: true,
      style: {
        x: left + 16,
        y: top,
        text: `${name} ${formatValue(sum(values))}`,
        fill: look.palette.ink,
        fontSize: 12,
        fontFamily: FONT,
      },
    },
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
