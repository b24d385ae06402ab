import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OrderEvent } from '../../../demo-site/src/shop/collector.ts';
import { openOutbox } from '../../../demo-site/src/shop/outbox.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tendero-outbox-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function order(number: number): OrderEvent {
  return {
    id: `order-${number}`,
    type: 'purchase',
    time: 1_700_000_000_000 + number,
    transaction_id: `LT-${number}`,
    items: [],
    value: 10,
    currency: 'EUR',
    shipping: 0,
    country: 'ES',
  };
}

describe('the outbox', () => {
  test('sends oldest first and keeps nothing that was sent', async () => {
    const sent: string[] = [];
    const outbox = openOutbox({
      directory,
      sendOrder: async ({ id }) => {
        sent.push(id);
        return 'sent';
      },
    });
    outbox.put(order(2));
    outbox.put(order(1));
    expect(await outbox.flush()).toBe(0);
    expect(sent).toEqual(['order-1', 'order-2']);
    expect(readdirSync(directory)).toEqual([]);
  });

  test('keeps what the collector could not take, and a later run sends it whole', async () => {
    const down = openOutbox({ directory, sendOrder: async () => 'later' });
    down.put(order(1));
    expect(await down.flush()).toBe(1);

    const sent: OrderEvent[] = [];
    const up = openOutbox({
      directory,
      sendOrder: async (event) => {
        sent.push(event);
        return 'sent';
      },
    });
    expect(await up.flush()).toBe(0);
    expect(sent).toEqual([order(1)]);
  });

  test('puts a refused order aside and goes on with the next', async () => {
    const outbox = openOutbox({
      directory,
      sendOrder: async ({ id }) => (id === 'order-1' ? 'refused' : 'sent'),
    });
    outbox.put(order(1));
    outbox.put(order(2));
    expect(await outbox.flush()).toBe(0);
    expect(readdirSync(directory)).toEqual(['1700000000001-order-1.json.refused']);
  });

  test('sends nothing twice when flushed twice at once', async () => {
    const sent: string[] = [];
    const outbox = openOutbox({
      directory,
      sendOrder: async ({ id }) => {
        sent.push(id);
        return 'sent';
      },
    });
    outbox.put(order(1));
    await Promise.all([outbox.flush(), outbox.flush()]);
    expect(sent).toEqual(['order-1']);
  });
});
