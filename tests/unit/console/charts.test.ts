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
