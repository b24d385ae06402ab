import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';

// The syntax floor. Chrome 94, Firefox 93 and Safari 16.4 have all of ES2022.
const target = 'es2022';

const plugins = [
  nodeResolve({ exportConditions: ['source'], extensions: ['.ts', '.js'] }),
  esbuild({ target }),
  terser({ ecma: 2022, module: true, compress: { passes: 3, unsafe_arrows: true } }),
];

export default [
  // For bundlers; web vitals stay a dependency, loaded lazily.
  {
    input: 'src/index.ts',
    external: ['web-vitals/attribution'],
    output: { dir: 'dist', format: 'es', chunkFileNames: '[name].js', sourcemap: true },
    plugins,
  },
  // For the script tag.
  {
    input: 'src/script.ts',
    output: { file: 'dist/tendero.js', format: 'iife', sourcemap: true },
    plugins,
  },
  // What the script tag's bundle loads lazily, from beside itself.
  {
    input: 'src/capture/vitals.ts',
    output: { file: 'dist/tendero-vitals.js', format: 'es', sourcemap: true },
    plugins,
  },
];
