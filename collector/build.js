import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

// One file for Node and one for the thread that trains, the registry's packages in them: read from files of their own they
// take a second of each start. Those with native parts or data stay outside. The migrations, the console's files and the
// scripts it hands out come along.
const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: { main: 'src/main.ts', 'train-worker': 'src/recommend/evaluate/train-worker.ts' },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  external: ['chdb', 'fs-native-extensions', '@ip-location-db/*'],
  // some of the packages are CommonJS, which asks for Node's own modules this way
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
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
