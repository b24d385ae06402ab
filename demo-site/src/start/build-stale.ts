import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGES = [
  { folder: 'sdk/schema', product: 'dist/index.js' },
  { folder: 'sdk', product: 'dist/tendero.js' },
  { folder: 'widgets', product: 'dist/widgets.js' },
  { folder: 'collector', product: 'dist/main.js' },
  { folder: 'demo-site', product: 'dist/browser.js' },
];
const IGNORED = new Set(['dist', 'node_modules']);

/** Builds all packages unless each product is newer than every source; a second start then takes seconds. */
export async function buildStale(root: string): Promise<void> {
  if (!isStale(root)) return;
  const code = await run(root, ['--yes', 'pnpm@12.21.0', '--recursive', 'run', 'build']);
  if (code !== 0) throw new Error('The build failed; the lines above say where.');
}

function isStale(root: string): boolean {
  const products = PACKAGES.map(({ folder, product }) => join(root, folder, product));
  if (!products.every((path) => existsSync(path))) return true;
  const oldest = Math.min(...products.map((path) => statSync(path).mtimeMs));
  return PACKAGES.some(({ folder }) => newestSource(join(root, folder)) > oldest);
}

function newestSource(folder: string): number {
  const times = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !IGNORED.has(name))
    .map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? newestSource(path) : statSync(path).mtimeMs;
    });
  return Math.max(0, ...times);
}

function run(cwd: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn('npx', args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
