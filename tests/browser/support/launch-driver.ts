import { launchChromiumDriver } from './chromium-driver.ts';
import type { Driver, DriverName } from './driver.ts';
import { launchFirefoxDriver } from './firefox-driver.ts';
import { launchWebkitDriver } from './webkit-driver.ts';

const LAUNCH: Readonly<Record<DriverName, () => Promise<Driver>>> = {
  chromium: launchChromiumDriver,
  firefox: launchFirefoxDriver,
  webkit: launchWebkitDriver,
};

/** Those that this run is for: `SDK_BROWSERS=chromium,firefox,webkit` where all three are installed. */
export const BROWSERS = (['chromium', 'firefox', 'webkit'] as const).filter((name) =>
  (process.env['SDK_BROWSERS'] ?? 'chromium').split(',').includes(name),
);

/** Starts a browser. */
export function launchDriver(name: DriverName): Promise<Driver> {
  return LAUNCH[name]();
}
