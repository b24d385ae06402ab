import type { Context, WireEvent } from '@tendero/schema';
import { TEST_ORIGIN, TEST_SITE } from './open-test-collector.ts';
import { ALL, decisionOf, makeContext, makeEnvelope, makeEvent } from './wire.ts';

const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** One browser that keeps what was not acknowledged and sends it again, as the SDK does. */
export class Sender {
  readonly context: Context;
  readonly acknowledged = new Set<string>();
  readonly #clock: () => number;
  #queue: WireEvent[];

  constructor(clock: () => number = Date.now) {
    this.#clock = clock;
    this.context = makeContext({ consent: { states: ALL, version: '1', at: clock() } });
    this.#queue = [decisionOf(this.context)];
  }

  /** Events that nobody has acknowledged yet. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** Sends one batch; undefined when no answer came. */
  async send(url: string, makeOne = makeEvent): Promise<Response | undefined> {
    while (this.#queue.length < 5) this.#queue.push({ ...makeOne(), time: this.#clock() });
    const envelope = makeEnvelope([this.context], this.#queue);
    const answer = await post(url, { ...envelope, sentAt: this.#clock() });
    if (answer?.status === 202) {
      for (const { id } of this.#queue) this.acknowledged.add(id);
      this.#queue = [];
    }
    return answer;
  }

  /** Sends until nobody answers any more. */
  async sendUntilGone(url: string): Promise<void> {
    while (await this.send(url));
  }
}

async function post(url: string, envelope: object): Promise<Response | undefined> {
  try {
    const answer = await fetch(`${url}/v1/events?key=${TEST_SITE.writeKeys[0]}`, {
      method: 'POST',
      headers: { Origin: TEST_ORIGIN, 'User-Agent': USER_AGENT },
      body: JSON.stringify(envelope),
    });
    await answer.text();
    return answer;
  } catch {
    return undefined;
  }
}
