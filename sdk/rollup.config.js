import { nodeResolve } from '@rollup/plugin-node-resolve';
import esbuild from 'rollup-plugin-esbuild';
import { minify } from 'terser';

// The syntax floor. Chrome 94, Firefox 93 and Safari 16.4 have all of ES2022.
const target = 'es2022';

// Names by which the SDK's own parts know each other. None of them is on the wire, in the DOM or
// handed to a lazy chunk, so the script tag's bundle may shorten them (130 of its bytes).
const PRIVATE = [
  'accept allows announce backoff changed claim claimed clear clock create dataLayer decide delivery describe end',
  'erase fail failures follow forget gate hurry identity keeping keeps list listen lose names newId open packed',
  'plugins queue read readPage record recorder release remove report reread resend reset resume seen send snapshot',
  'store touch views visit waitMs wake write',
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
 * The order in which letters are given out as short names: the one that packs best of those that `npm run short-names`
 * tried, some 25 bytes below most others. After a change of the source another may be best.
 */
export const LETTERS = 'etisnagupcdxIombvwMyrhkLSjlEAPWCOfDNBGzTqUVFRKJQXY$ZH_';

/** One run of terser. */
const terser = (options) => ({
  name: 'terser',
  renderChunk: (code) => minify(code, { ecma: 2022, module: true, sourceMap: true, ...options }),
});

/**
 * The way from source to bundle. Of the script tag's, which neither compares literal booleans nor puts them into JSON,
 * `true` and `false` become 1 and 0, and the PRIVATE properties get short names.
 */
export function plugins({ isTag = false, letters = LETTERS } = {}) {
  const seconds = ['', ...`${letters}0123456789`.split('')];
  const nth_identifier = {
    get: (index) => letters[index % letters.length] + seconds[Math.floor(index / letters.length)],
  };
  // also those that the DOM happens to have for things of its own
  const regex = new RegExp(`^(?:${PRIVATE.join('|')})$`);
  return [
    nodeResolve({ exportConditions: ['source'], extensions: ['.ts', '.js'] }),
    esbuild({ target, minifySyntax: true }),
    terser({
      compress: {
        passes: 4,
        unsafe: true,
        unsafe_arrows: true,
        unsafe_methods: true,
        unsafe_math: isTag,
        arrows: !isTag,
        inline: isTag ? 3 : 1,
        hoist_funs: true,
        loops: false,
        booleans_as_integers: isTag,
      },
      mangle: false,
    }),
    // Names come last, by themselves, which packs better.
    terser({
      compress: false,
      mangle: {
        nth_identifier,
        properties: isTag && { nth_identifier, builtins: true, regex },
      },
      format: { preamble: isTag ? COMPILE_AT_ONCE : undefined },
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
    plugins: [letIsShorter, ...plugins({ isTag: true })],
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
