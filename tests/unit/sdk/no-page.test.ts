import { expect, test, vi } from 'vitest';
import { createTendero } from '../../../sdk/src/index.ts';

test('on a server there is no page: nothing happens, nothing is printed, nothing is told', async () => {
  const log = vi.spyOn(console, 'log');
  const { track, viewItem, setConsent, getConsent, startSocialLogin } = await Promise.resolve(
    createTendero({ key: 'wk', endpoint: 'https://collector.example' }),
  );
  track('page_view');
  viewItem({ items: [{ item_id: 'tea' }] });
  setConsent({ analytics: 'granted' });
  expect(getConsent()).toBeNull();
  expect(await startSocialLogin('google')).toBeNull();
  expect(log).not.toHaveBeenCalled();
});
