import {
  type MetricWithAttribution,
  onCLS,
  onFCP,
  onINP,
  onLCP,
  onTTFB,
} from 'web-vitals/attribution';
import type { PageParts } from '../chunks.ts';
import { measureOnly } from './measure-only.ts';

/** Tracks `web_vital` once a metric of this page is final; the unit is ms, but none for CLS. */
export function observe(parts: PageParts): void {
  const track = measureOnly(parts);
  const report = (metric: MetricWithAttribution) => {
    const { name, value, rating } = metric;
    const target = readTarget(metric);
    track('web_vital', {
      properties: { metric: name.toLowerCase(), value, rating, ...(target && { target }) },
    });
  };
  for (const onMetric of [onCLS, onFCP, onINP, onLCP, onTTFB]) onMetric(report);
}

/** A selector of the element that made the metric what it is. */
function readTarget({ name, attribution }: MetricWithAttribution): string | undefined {
  switch (name) {
    case 'CLS':
      return attribution.largestShiftTarget;
    case 'INP':
      return attribution.interactionTarget;
    case 'LCP':
      return attribution.target;
    case 'FCP':
    case 'TTFB':
      return undefined;
  }
}
