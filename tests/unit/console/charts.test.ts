import { expect, test } from 'vitest';
import { drawComparison } from '../../../collector/src/console/charts/compare-chart.ts';
import { readLook } from '../../../collector/src/console/charts/look.ts';
import { drawStackedBars } from '../../../collector/src/console/charts/stacked-bars.ts';

const NASTY = '<script>alert("1")</script>&\'';

const comparison = {
  labels: ['a', 'b', 'c'],
  values: [1, 5, 3],
  isLastOpen: false,
  before: [2, 2, 2],
  name: 'this day',
  beforeName: 'the day before',
  openName: 'so far',
  formatValue: String,
};

test('draws the period solid, the one before dotted, both named at their end', () => {
  const svg = drawComparison(comparison, readLook('light', 'wide'));
  expect(svg).toMatch(/^<svg width="560" height="260"/);
  expect(svg).toMatch(/stroke="#1f6f54" stroke-width="3"/);
  expect(svg).toContain('stroke-dasharray');
  expect(svg).toContain('>this day</text>');
  expect(svg).toContain('>the day before</text>');
  expect(svg).not.toContain('so far');
});

test('draws a last value that still grows apart', () => {
  const svg = drawComparison({ ...comparison, isLastOpen: true }, readLook('light', 'wide'));
  expect(svg).toContain('>so far</text>');
});

test.each(['wide', 'narrow', 'full'])(
  'names three lines that end together below each other, and inside the picture (%s)',
  (size) => {
    const look = readLook('light', size);
    const close = { ...comparison, values: [9, 0, 1], before: [9, 2, 0], isLastOpen: true };
    const names = readTexts(drawComparison(close, look)).filter(({ text }) => /day|far/.test(text));
    expect(names).toHaveLength(3);
    const heights = names.map(({ y }) => y).toSorted((one, other) => one - other);
    for (const [index, y] of heights.slice(1).entries())
      expect(y - (heights[index] ?? 0)).toBeGreaterThanOrEqual(18);
    for (const { x, text } of names) expect(x + text.length * 6.5).toBeLessThanOrEqual(look.width);
  },
);

test('leaves out dates on the axis rather than writing them over each other', () => {
  const labels = Array.from({ length: 30 }, (_, index) => `${index + 1} Sept`);
  const month = { ...comparison, labels, values: labels.map(() => 1), before: labels.map(() => 2) };
  const dates = readTexts(drawComparison(month, readLook('light', 'narrow')))
    .filter(({ text }) => text.endsWith('Sept'))
    .toSorted((one, other) => one.x - other.x);
  expect(dates.length).toBeGreaterThan(2);
  for (const [index, { x, text }] of dates.slice(1).entries())
    expect(x - (dates[index]?.x ?? 0)).toBeGreaterThanOrEqual(text.length * 6.5);
});

test('uses the colours of the dark and fits narrow screens', () => {
  const svg = drawComparison(comparison, readLook('dark', 'narrow'));
  expect(svg).toMatch(/^<svg width="360" height="240"/);
  expect(svg).toContain('#58b892');
  expect(svg).not.toContain('#1f6f54');
});

test('never lets a text become markup', () => {
  const look = readLook('light', 'full');
  const nasty = { ...comparison, labels: [NASTY, NASTY, NASTY], name: NASTY, beforeName: NASTY };
  const line = drawComparison({ ...nasty, formatValue: () => NASTY }, look);
  const bars = drawStackedBars(
    {
      labels: [NASTY],
      layers: [{ name: NASTY, color: 'green', values: [1] }],
      formatValue: () => NASTY,
    },
    look,
  );
  for (const svg of [line, bars]) {
    expect(svg).toContain('&lt;script&gt;');
    expect(svg).not.toContain('<script');
  }
});

test('names each layer of the bars with its sum and leaves empty layers out', () => {
  const svg = drawStackedBars(
    {
      labels: ['a', 'b'],
      layers: [
        { name: 'Stored', color: 'green', values: [3, 4] },
        { name: 'Robots', color: 'mustard', values: [0, 0] },
      ],
      formatValue: String,
    },
    readLook('light', 'wide'),
  );
  expect(svg).toContain('Stored 7');
  expect(svg).not.toContain('Robots');
});

/** The texts of a drawing with their places. */
function readTexts(svg: string): { text: string; x: number; y: number }[] {
  return [...svg.matchAll(/<text ([^>]*)>([^<]*)</g)].map(([, attributes = '', text = '']) => {
    const [, shiftX = 0, shiftY = 0] = /translate\(([\d.]+) ([\d.]+)\)/.exec(attributes) ?? [];
    const [, x = 0] = / x="([\d.]+)"/.exec(attributes) ?? [];
    const [, y = 0] = / y="([\d.]+)"/.exec(attributes) ?? [];
    return { text, x: Number(x) + Number(shiftX), y: Number(y) + Number(shiftY) };
  });
}
