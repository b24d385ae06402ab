/** A browser that scenarios run in; one driver a browser, so that a scenario knows none of them. */
export interface Driver {
  readonly name: DriverName;
  /** A profile of its own: shares storage with no other. */
  openProfile(): Promise<Profile>;
  close(): Promise<void>;
}

export type DriverName = 'chromium' | 'firefox' | 'webkit';

/** Cookies, storage and tabs of one person. */
export interface Profile {
  openTab(url: string): Promise<Tab>;
  /** Takes the network away and gives it back; undefined where the driver has no such command. */
  readonly setOffline?: (isOffline: boolean) => Promise<void>;
  close(): Promise<void>;
}

/** One page. */
export interface Tab {
  /** Resolves when the page has loaded. */
  goTo(url: string): Promise<void>;
  /** The value (JSON) of an expression in the page, awaited. */
  evaluate(expression: string): Promise<unknown>;
  /** As its cross does. */
  close(): Promise<void>;
  /** Kills the renderer; undefined where the driver has no such command. */
  readonly crash?: () => Promise<void>;
}

/** Waits up to 15 s for an expression in the page to hold. */
export async function waitUntil(tab: Tab, expression: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if ((await tab.evaluate(`!!(${expression})`)) === true) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`expected in the page within 15 s: ${expression}`);
}
