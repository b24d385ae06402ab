import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Nothing but the pages under test may use the network. */
const FLAGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
];

/** Path of a Chromium on this machine; undefined when there is none. */
function findChromium(): string | undefined {
  return [...PLACES, chromium.executablePath()].find((path) => existsSync(path));
}

/**
 * Makes sure that a Chromium is there: Debian's package where it can be installed, else Playwright's own download.
 * @throws with one sentence that says what to do.
 */
export function ensureChromium(): void {
  if (findChromium() !== undefined) return;
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  try {
    if (isDebianRoot) {
      run('apt-get', ['update', '-qq']);
      run('apt-get', ['install', '-y', '-qq', 'chromium']);
    } else {
      run(process.execPath, ['node_modules/playwright-core/cli.js', 'install', 'chromium']);
    }
  } catch {
    throw new Error(
      'No Chromium was found and none could be installed. Install Chromium or Chrome, then run this again.',
    );
  }
}

interface LaunchOptions {
  /** Playwright's own that this browser does without. @default none */
  readonly ignoreDefaultArgs?: string[];
}

/** Starts a headless Chromium with an empty profile. */
export function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('No Chromium: `npm test` installs one.');
  // its sandbox does not work for root
  return chromium.launch({
    ...options,
    executablePath,
    args: FLAGS,
    chromiumSandbox: process.getuid?.() !== 0,
  });
}

/** Opens an address in a headless Chromium that nobody controls: under remote control it renders nothing ahead. */
export function openChromium(url: string, profile: string): ChildProcess {
  const flags = [...FLAGS, '--headless', `--user-data-dir=${profile}`];
  if (process.getuid?.() === 0) flags.push('--no-sandbox');
  return spawn(findChromium() ?? '', [...flags, url], { stdio: 'ignore' });
}

function run(command: string, args: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync(command, args, { env, stdio: 'inherit', cwd: new URL('..', import.meta.url) });
}
