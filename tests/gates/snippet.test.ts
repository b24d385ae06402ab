import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testSite } from '../../collector/src/console/site-test/site-test.ts';
import { readBlocks } from '../support/readme.ts';
import { siteConfig } from '../support/site-config.ts';
import { ROOT } from './tracked-files.ts';

/** Each shop carries it in every page. */
const BUDGET_BYTES = 150;

const [stub = ''] = firstHtmlOf('sdk/README.md');

test('the line before the script tag has 150 bytes at most and queues calls', () => {
  expect(stub).toMatch(/^<script>.*<\/script>$/);
  expect(Buffer.byteLength(stub)).toBeLessThanOrEqual(BUDGET_BYTES);
});

test('README.md, the console and the demo shop show the same line', () => {
  const [site = expect.fail('no site')] = siteConfig().sites;
  const page = { asked: '', arrivals: [], refusals: [], collectorUrl: 'https://t.example' };
  expect(firstHtmlOf('README.md')[0]).toBe(stub);
  expect(testSite({ ...page, site }).snippet.split('\n')[0]).toBe(stub);
  const layout = readFileSync(join(ROOT, 'demo-site/src/pages/layout.tsx'), 'utf8');
  expect(layout).toContain(`'${stub.replace(/<\/?script>/g, '')}'`);
});

function firstHtmlOf(path: string): string[] {
  return (
    readBlocks(path)
      .find(({ language }) => language === 'html')
      ?.text.split('\n') ?? []
  );
}
