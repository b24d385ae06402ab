import { createClient } from './client.ts';
import type { Tendero } from './tendero.ts';

/** A queued call: the name of a function and its arguments, or a function that gets the client. */
type Call = readonly [method: string | ((tendero: Tendero) => void), ...args: unknown[]];

/** The global that a page calls; before this script it is a stub that queues. */
interface Global {
  (...call: Call): unknown;
  q?: Iterable<Call>;
  version?: number;
}

declare global {
  interface Window {
    tendero?: Global;
  }
}

const script = document.currentScript;

if (script instanceof HTMLScriptElement && !window.tendero?.version) {
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
  const call: Global = (method, ...args) => {
    if (typeof method === 'function') return method(tendero);
    const run: ((...list: unknown[]) => unknown) | undefined = Reflect.get(tendero, method);
    return run?.(...args);
  };
  const queued = window.tendero?.q ?? [];
  call.version = 1;
  window.tendero = call;
  for (const args of queued) call(...args);
}

/** Whether a boolean attribute is there; `data-debug="false"` takes it back. */
function isOn(value: string | undefined): boolean {
  return value !== undefined && value !== 'false';
}
