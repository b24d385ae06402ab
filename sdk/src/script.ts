import { createClient } from './client.ts';
import type { Tendero } from './tendero.ts';

/** A queued call: the name of a function and its arguments, or a function that gets the client. */
type Call = readonly [method: string | ((tendero: Tendero) => void), ...args: unknown[]];

/** The global that a page calls; before this script it is a stub that queues. */
interface Global {
  (...call: Call): unknown;
  q?: ArrayLike<unknown>[];
  version?: number;
}

const page = globalThis as unknown as { tendero?: Global };
const script = document.currentScript;

if (script instanceof HTMLScriptElement && !page.tendero?.version) {
  const base = script.src.replace(/[^/]*$/, '');
  const { key = '', endpoint, debug, internal, cookieDomain = '' } = script.dataset;
  const isOn = (value: string | undefined) => value !== undefined && value !== 'false';
  const tendero = createClient(
    {
      key,
      // A pinned script lies below its version: /v1.2.3/tendero.js
      endpoint: endpoint ?? base.replace(/\/(v\d+\.\d+\.\d+\/)?$/, ''),
      debug: isOn(debug),
      internal: isOn(internal),
      cookieDomain,
    },
    () => import(`${base}tendero-vitals.js`),
  );
  const call: Global = (method, ...args) => {
    if (typeof method === 'function') return method(tendero);
    const run: unknown = Reflect.get(tendero, method);
    return typeof run === 'function' ? run(...args) : undefined;
  };
  const queued = page.tendero?.q ?? [];
  call.version = 1;
  page.tendero = call;
  for (const args of Array.from(queued)) call(...(Array.from(args) as [string, ...unknown[]]));
}
