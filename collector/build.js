import { cpSync, readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

// One file for Node, with the registry's packages beside it; the migrations, the console's files and the scripts it hands out come along.
const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: ['src/main.ts'],
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  sourcemap: true,
  define: { TENDERO_VERSION: JSON.stringify(version) },
});
cpSync('schema', 'dist/schema', { recursive: true });
cpSync('src/console/assets', 'dist/assets', { recursive: true });
for (const bundle of [
  '../sdk/dist/tendero.js',
  '../sdk/dist/tendero-vitals.js',
  '../widgets/dist/widgets.js',
]) {
  cpSync(bundle, `dist/public/${bundle.split('/').at(-1)}`);
}
