import { cpSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';

const COLLECTOR = join(import.meta.dirname, '../../collector');
/** Where the collector's packages are found, and nobody looks. */
const BUILT = join(COLLECTOR, 'node_modules/.tests');
const scripts = new Map<string, Promise<string>>();

/**
 * Makes one file of a process that runs the collector, as the collector is shipped, the packages that are plain JavaScript
 * included: a start from sources would take five seconds of computing, one from many files two, this one takes less than
 * one, and helpers for the sources' function names would slow it down for good. Yields the path of the script, which
 * is elsewhere: the script finds nothing by its own place.
 */
export function bundleProcess(source: string): Promise<string> {
  const script = scripts.get(source) ?? bundle(source);
  scripts.set(source, script);
  return script;
}

async function bundle(source: string): Promise<string> {
  const name = `${basename(dirname(source))}-${basename(source, '.ts')}.mjs`;
  const script = join(BUILT, name);
  await build({
    entryPoints: [source],
    outfile: script,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: ['chdb', 'fs-native-extensions', '@ip-location-db/*'],
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    conditions: ['source'],
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    logLevel: 'error',
  });
  cpSync(join(COLLECTOR, 'src/console/assets'), join(BUILT, 'assets'), { recursive: true });
  return script;
}
