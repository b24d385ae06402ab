import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import * as z from 'zod';
import type { Driver, Profile, Tab } from './driver.ts';

const PROGRAM = '/usr/bin/WebKitWebDriver';
const MINI_BROWSER = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';

const answered = z.object({ value: z.unknown() });
const failed = z.object({ error: z.string(), message: z.string() });
const session = z.object({ sessionId: z.string() });
const opened = z.object({ handle: z.string() });

/** Asks the driver (https://www.w3.org/TR/webdriver2/); rejects with its words. */
type Ask = (method: 'POST' | 'DELETE' | 'GET', path: string, body?: object) => Promise<unknown>;

/** So many profiles at once; each is a browser with a driver of its own, which has one session at a time. */
const PLACES = 3;

/** WebKitGTK's MiniBrowser by plain WebDriver, on a screen of its own; a profile is a session, which keeps nothing. */
export async function launchWebkitDriver(): Promise<Driver> {
  const screen = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x1024x24'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [number] = z.tuple([z.instanceof(Buffer)]).parse(await once(screen.stdout, 'data'));
  const display = `:${number.toString().trim()}`;
  const free = Array.from({ length: PLACES }, () => Promise.resolve());
  return {
    name: 'webkit',
    async openProfile() {
      const place = free.shift() ?? Promise.resolve();
      let leave = () => {};
      free.push(new Promise((resolve) => (leave = resolve)));
      await place;
      return openProfile(display, leave);
    },
    close: () => stop(screen),
  };
}

async function openProfile(display: string, closed: () => void): Promise<Profile> {
  const port = await freePort();
  const child = spawn(PROGRAM, [`--port=${port}`], {
    // its sandbox does not work for root
    env: { ...process.env, DISPLAY: display, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
    stdio: 'ignore',
  });
  const ask = asking(`http://127.0.0.1:${port}`);
  await waitFor(ask);
  const options = { 'webkitgtk:browserOptions': { binary: MINI_BROWSER, args: ['--automation'] } };
  const { sessionId } = session.parse(
    await ask('POST', '/session', { capabilities: { alwaysMatch: options } }),
  );
  const path = `/session/${sessionId}`;
  const first = await ask('GET', `${path}/window`);
  // WebDriver has one current window; commands to different tabs must not overtake each other.
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = last.then(work, work);
    last = turn.catch(() => null);
    return turn;
  }
  return {
    openTab: (url) =>
      inTurn(async () => {
        // The current window may be closed.
        await ask('POST', `${path}/window`, { handle: first });
        const { handle } = opened.parse(
          await ask('POST', `${path}/window/new`, { type: 'window' }),
        );
        await ask('POST', `${path}/window`, { handle });
        await ask('POST', `${path}/url`, { url });
        return toTab((method, command, body) =>
          inTurn(async () => {
            await ask('POST', `${path}/window`, { handle });
            return ask(method, path + command, body);
          }),
        );
      }),
    async close() {
      await inTurn(() => ask('DELETE', path));
      await stop(child);
      closed();
    },
  };
}

function toTab(ask: Ask): Tab {
  return {
    async goTo(url) {
      await ask('POST', '/url', { url });
    },
    async evaluate(expression) {
      const script = `const done = arguments[0];
(async () => { try { done({ value: await (${expression}) }); } catch (error) { done({ error: String(error) }); } })();`;
      const answer = await ask('POST', '/execute/async', { script, args: [] });
      const { value, error } = z
        .object({ value: z.unknown(), error: z.string().optional() })
        .parse(answer);
      if (error !== undefined) throw new Error(error);
      return value;
    },
    async close() {
      await ask('DELETE', '/window');
    },
  };
}

function asking(origin: string): Ask {
  return async (method, path, body) => {
    const answer = await fetch(origin + path, {
      method,
      ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
    });
    const { value } = answered.parse(await answer.json());
    if (answer.ok) return value;
    const { error, message } = failed.parse(value);
    throw new Error(`${path}: ${error}: ${message}`);
  };
}

/** Waits up to 10 s for the driver to listen. */
async function waitFor(ask: Ask): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const isThere = await ask('GET', '/status').then(
      () => true,
      () => false,
    );
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('expected WebKitWebDriver to listen within 10 s');
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
