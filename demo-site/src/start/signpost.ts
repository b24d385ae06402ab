import type { DemoSettings } from './demo-settings.ts';

interface Places {
  readonly collectorUrl: string;
  readonly shopUrl: string;
  readonly settings: DemoSettings;
  /** Folder of the demo's data, as a person would type it. */
  readonly data: string;
}

/** Where to look, for the end of a start. */
export function signpost({ collectorUrl, shopUrl, settings, data }: Places): string {
  return `
  The shop     ${shopUrl}      (en español: ${shopUrl}/es)
  The console  ${collectorUrl}/console
               name ${settings.consoleUser}, password ${settings.consolePassword}

  The tag for pages of your own is on the console's page «Test my site».

  Ctrl-C stops both. Everything is kept in ${data}; delete that folder to begin anew.

`;
}
