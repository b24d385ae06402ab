/** Where decisions come from. */
export interface Connection {
  /** Write key. */
  key: string;
  /** Origin and path prefix of the collector, without a trailing slash. */
  endpoint: string;
}

const BUNDLE = /\/(?:v[\d.]+\/)?widgets\.js$/;

/**
 * Reads the connection from the script tag that loaded the widgets: `data-key`, and `data-endpoint`
 * or else the folder of `src`. Missing parts are empty.
 */
export function readConnection(script: HTMLOrSVGScriptElement | null | undefined): Connection {
  if (!script) return { key: '', endpoint: '' };
  return {
    key: script.dataset['key'] ?? '',
    endpoint: trimSlash(script.dataset['endpoint'] ?? folderOf(script)),
  };
}

function folderOf(script: HTMLOrSVGScriptElement): string {
  const src = script.getAttribute('src') ?? '';
  if (!URL.canParse(src, script.baseURI)) return '';
  const { origin, pathname } = new URL(src, script.baseURI);
  return BUNDLE.test(pathname) ? origin + pathname.replace(BUNDLE, '') : '';
}

function trimSlash(address: string): string {
  return address.replace(/\/+$/, '');
}
