import { createClient } from './client.ts';
import type { Tendero } from './tendero.ts';

/** A queued call: the name of a function and its arguments, or a function that gets the client. */
type Call = readonly [method: string | ((tendero: Tendero) => void), ...args: unknown[]];

/** The global that a page calls; before this script it is a stub that queues. */
interface Global {
  (...call: Call): unknown;
  q?: Iterable<Iterable<unknown>>;
  version?: number;
}

const page = globalThis as { tendero?: Global };
// Not for modules, which have no current script; they import the package.
const script = document.currentScript as HTMLScriptElement | null;

if (script && !page.tendero?.version) {
  const base = script.src.replace(/[^/]*$/, '');
  const { key = '', endpoint, debug, internal, cookieDomain = '' } = script.dataset;
  const tendero = createClient(
    {
      key,
      // A pinned script lies below its version: /v1.2.3/tendero.js
      endpoint: endpoint ?? base.replace(/\/(v\d+\.\d+\.\d+\/)?$/, ''),
      debug: isOn(debug),
      internal: isOn(internal),
      cookieDomain,
    },
    (name) => import(`${base}tendero-${name}.js`),
  );
  const methods = tendero as unknown as Record<string, (...args: unknown[]) => unknown>;
  const call: Global = (method, ...args) =>
    typeof method === 'string' ? methods[method]?.(...args) : method(tendero);
  const queued = page.tendero?.q ?? [];
  call.version = 1;
  page.tendero = call;
  for (const args of queued) call(...(args as unknown as Call));
}

/** Whether a boolean attribute is there; `data-debug="false"` takes it back. */
function isOn(value: string | undefined): boolean {
  return value !== undefined && value !== 'false';
}
