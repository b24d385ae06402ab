import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { type Bidi, connectBidi } from './bidi.ts';
import type { Driver, Tab } from './driver.ts';

const PROGRAM = '/usr/bin/firefox-esr';

/** Nothing but the pages under test may use the network. */
const PREFERENCES = {
  'app.update.enabled': false,
  'browser.safebrowsing.downloads.remote.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.prefetch-next': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
};

const userContext = z.object({ userContext: z.string() });
const browsingContext = z.object({ context: z.string() });
const evaluation = z.object({
  result: z.object({ value: z.string().optional() }).optional(),
  exceptionDetails: z.object({ text: z.string() }).optional(),
});

/** Firefox by WebDriver BiDi, headless; a profile is one of its user contexts. */
export async function launchFirefoxDriver(): Promise<Driver> {
  const home = mkdtempSync(join(tmpdir(), 'tendero-firefox-'));
  const lines = Object.entries(PREFERENCES).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  writeFileSync(join(home, 'user.js'), lines.join(''));
  const args = ['--headless', '--no-remote', '--profile', home, '--remote-debugging-port', '0'];
  const child = spawn(PROGRAM, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const bidi = await connectBidi(`${await readAddress(child)}/session`);
  return {
    name: 'firefox',
    async openProfile() {
      const profile = userContext.parse(await bidi.send('browser.createUserContext', {}));
      return {
        async openTab(url) {
          // A window each: of the tabs of one window all but one are hidden, and slow.
          const opened = await bidi.send('browsingContext.create', { type: 'window', ...profile });
          const tab = toTab(bidi, browsingContext.parse(opened).context);
          await tab.goTo(url);
          return tab;
        },
        async close() {
          await bidi.send('browser.removeUserContext', profile);
        },
      };
    },
    async close() {
      bidi.close();
      child.kill();
      await once(child, 'exit');
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function toTab(bidi: Bidi, context: string): Tab {
  return {
    async goTo(url) {
      await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    async evaluate(expression) {
      const answer = await bidi.send('script.evaluate', {
        expression: `(async () => JSON.stringify({ value: await (${expression}) }))()`,
        target: { context },
        awaitPromise: true,
      });
      const { result, exceptionDetails } = evaluation.parse(answer);
      if (exceptionDetails) throw new Error(exceptionDetails.text);
      const { value }: { value?: unknown } = JSON.parse(result?.value ?? '{}');
      return value;
    },
    async close() {
      await bidi.send('browsingContext.close', { context, promptUnload: true });
    },
  };
}

/** Where it says that it listens. */
function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`Firefox did not start: ${output}`)));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const address = /WebDriver BiDi listening on (ws:\S+)/.exec(output)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
}
