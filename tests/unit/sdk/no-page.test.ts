import { expect, test, vi } from 'vitest';
import { createTendero } from '../../../sdk/src/index.ts';

test('on a server there is no page: nothing happens, nothing is printed, nothing is told', async () => {
  const log = vi.spyOn(console, 'log');
  const options = { key: 'wk', endpoint: 'https://collector.example' };
  const tendero = await Promise.resolve(createTendero(options));
  tendero.track('page_view');
  tendero.viewItem({ items: [{ item_id: 'tea' }] });
  tendero.setConsent({ analytics: 'granted' });
  expect(tendero.getConsent()).toBeNull();
  expect(await tendero.startSocialLogin('google')).toBeNull();
  expect(log).not.toHaveBeenCalled();
});
