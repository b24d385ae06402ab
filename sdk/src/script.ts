import { createClient } from './client.ts';
import type { Plugin } from './events.ts';
import { safely } from './lib/safely.ts';
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

// None in a module: then there is no source either.
const { src, dataset }: HTMLScriptElement = Object(document.currentScript);

if (src && !window.tendero?.version) {
  const base = src.replace(/[^/]*$/, '');
  const { key = '', endpoint, debug, internal, cookieDomain, layer } = dataset;
  const queued = [...(window.tendero?.q ?? [])];
  const plugins = queued.filter(isUse).map(([, plugin]) => plugin);
  const tendero = createClient(
    {
      key,
      // A pinned script lies below its version: /v1.2.3/tendero.js
      endpoint: endpoint ?? base.replace(/v\d+\.\d+\.\d+\/$/, ''),
      debug: isOn(debug),
      internal: isOn(internal),
      cookieDomain,
      dataLayer: layer,
      plugins,
    },
    (name) => import(`${base}tendero-${name}.js`),
  );
  const call: Global = safely((method, ...args) => {
    if (typeof method === 'function') return method(tendero);
    const run: ((...list: unknown[]) => unknown) | undefined = Reflect.get(tendero, method);
    return run?.(...args);
  });
  call.version = 1;
  window.tendero = call;
  for (const args of queued) call(...args);
}

/** Plug-ins that the page has named already see also the first page view. */
function isUse(call: readonly unknown[]): call is readonly ['use', Plugin] {
  return call[0] === 'use';
}

/** Whether a boolean attribute is there; `data-debug="false"` takes it back. */
function isOn(value: string | undefined): boolean {
  return (value ?? 'false') !== 'false';
}
