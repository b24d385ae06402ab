import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

// One file for Node and one for the thread that trains, with the registry's packages beside it; the migrations, the console's files and the scripts it hands out come along.
const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: { main: 'src/main.ts', 'train-worker': 'src/recommend/evaluate/train-worker.ts' },
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
// tendero.js loads its later parts (tendero-….js) from beside itself.
for (const name of readdirSync('../sdk/dist').filter((one) => /^tendero.*\.js$/.test(one))) {
  cpSync(`../sdk/dist/${name}`, `dist/public/${name}`);
}
cpSync('../widgets/dist/widgets.js', 'dist/public/widgets.js');
