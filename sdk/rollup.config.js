import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';

// The syntax floor. Chrome 94, Firefox 93 and Safari 16.4 have all of ES2022.
const target = 'es2022';

// Names by which the SDK's own parts know each other. None of them is on the wire, in the DOM or
// handed to a lazy chunk, so the script tag's bundle may shorten them (130 of its bytes).
const PRIVATE = [
  'accept allows announce backoff changed claim claimed clear clock create dataLayer decide delivery describe end',
  'erase fail failures follow forget gate hurry keeping keeps list lose newId open packed plugins queue readPage',
  'record recorder release remove report reread resend reset resume send snapshot store touch views waitMs wake',
].flatMap((line) => line.split(' '));

/**
 * Saves 30 bytes of the script: no variable is ever set that the source calls constant. Stands before terser, which then
 * declares in one go what stood under two words.
 */
const letIsShorter = {
  renderChunk: (code) => ({ code: code.replace(/\bconst /g, 'let '), map: null }),
};

/**
 * Has Chromium compile all of the script with its arrival, on another thread, instead of each function when it is first
 * called (https://v8.dev/blog/explicit-compile-hints): a third less to evaluate at a load, for 27 KiB of heap.
 */
const COMPILE_AT_ONCE = '//# allFunctionsCalledOnLoad';

/**
 * The way from source to bundle; `privates` are property names to shorten, `preamble` stands before all, and `isTerse`
 * writes 1 and 0 for true and false, for a bundle that neither compares them nor puts them into JSON.
 */
function plugins({ privates = [], preamble, isTerse = false } = {}) {
  return [
    nodeResolve({ exportConditions: ['source'], extensions: ['.ts', '.js'] }),
    esbuild({ target, minifySyntax: true }),
    terser({
      ecma: 2022,
      module: true,
      compress: {
        passes: 4,
        unsafe: true,
        unsafe_arrows: true,
        unsafe_methods: true,
        hoist_funs: true,
        loops: false,
        booleans_as_integers: isTerse,
      },
      mangle: {
        // also those that the DOM happens to have for things of its own
        properties: { builtins: true, regex: new RegExp(`^(?:${privates.join('|')})$`) },
      },
      format: { preamble },
    }),
  ];
}

export default [
  // For bundlers; web vitals stay a dependency, loaded lazily.
  {
    input: 'src/index.ts',
    external: ['web-vitals/attribution'],
    output: { dir: 'dist', format: 'es', chunkFileNames: 'part-[name].js', sourcemap: true },
    plugins: plugins(),
  },
  // For the script tag.
  {
    input: 'src/script.ts',
    output: { file: 'dist/tendero.js', format: 'iife', sourcemap: 'hidden' },
    plugins: [
      letIsShorter,
      ...plugins({ privates: PRIVATE, preamble: COMPILE_AT_ONCE, isTerse: true }),
    ],
  },
  // Consent platforms, each by itself: for bundlers, and two for a script tag.
  ...['google-consent', 'tcf-consent', 'custom-consent'].map((name) => ({
    input: `src/adapters/${name}.ts`,
    output: { file: `dist/${name}.js`, format: 'es', sourcemap: true },
    plugins: plugins(),
  })),
  ...['google-consent', 'tcf-consent'].map((name) => ({
    input: `src/adapters/${name}-script.ts`,
    output: { file: `dist/tendero-${name}.js`, format: 'iife', sourcemap: 'hidden' },
    plugins: [letIsShorter, ...plugins()],
  })),
  // What the script tag's bundle loads when it is needed, from beside itself.
  ...Object.entries({
    vitals: 'src/capture/vitals.ts',
    visit: 'src/capture/visit.ts',
    proof: 'src/identity/proof.ts',
    report: 'src/delivery/report.ts',
  }).map(([name, input]) => ({
    input,
    output: { file: `dist/tendero-${name}.js`, format: 'es', sourcemap: true },
    plugins: plugins(),
  })),
];
