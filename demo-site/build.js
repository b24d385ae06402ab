import { build } from 'esbuild';

await build({
  entryPoints: { browser: 'browser/main.ts', shop: 'browser/shop.css' },
  outdir: 'dist',
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
});
