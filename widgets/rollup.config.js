import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';

// Lit's smaller build, also where NODE_ENV says that a test is running.
const transform = [
  nodeResolve({ exportConditions: ['source', 'production'], browser: true }),
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
