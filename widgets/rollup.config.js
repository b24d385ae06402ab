import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';

const transform = [
  nodeResolve({ exportConditions: ['source'], browser: true }),
  esbuild({ target: 'es2022', tsconfig: 'tsconfig.json' }),
];

export default [
  {
    input: 'src/index.ts',
    output: { file: 'dist/index.js', format: 'es', sourcemap: true },
    external: [/^lit(\/|$)/],
    plugins: transform,
  },
  {
    input: 'src/script.ts',
    output: { file: 'dist/widgets.js', format: 'iife', sourcemap: true },
    plugins: [...transform, terser({ module: true })],
  },
];
