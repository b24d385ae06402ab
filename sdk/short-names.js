// Looks for a better LETTERS of rollup.config.js by small changes, and prints each that is: npm run short-names [SECONDS]
// A bundle that its gate limits must not grow beyond that: the limits are in tests/gates/bundles.test.ts.
import { brotliCompressSync } from 'node:zlib';
import { rollup } from 'rollup';
import configs, { LETTERS, plugins } from './rollup.config.js';

const seconds = Number(process.argv[2] ?? 120);

/** A bundle before its names are shortened, the last step of its plugins. */
async function compressed({ plugins: steps, ...config }) {
  const bundle = await rollup({ ...config, plugins: steps.slice(0, -1) });
  const { output } = await bundle.generate({ ...config.output, sourcemap: false });
  return { code: output[0].code, isTag: config.output.file === 'dist/tendero.js' };
}

/** Bytes of all of them together, as Brotli sends them. */
async function sizeWith(letters, bundles) {
  const sizes = bundles.map(async ({ code, isTag }) => {
    const shorten = plugins({ isTag, letters }).at(-1);
    return brotliCompressSync((await shorten.renderChunk(code)).code).length;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size);
}

/** One to three letters elsewhere. */
function changed(letters) {
  const list = letters.split('');
  for (let times = Math.ceil(Math.random() * 3); times > 0; times -= 1) {
    const [letter] = list.splice(Math.floor(Math.random() * list.length), 1);
    list.splice(Math.floor(Math.random() * list.length), 0, letter);
  }
  return list.join('');
}

const named = ['dist/tendero.js', 'dist/tendero-google-consent.js'];
const bundles = await Promise.all(
  configs.filter(({ output }) => named.includes(output.file)).map(compressed),
);
let best = LETTERS;
let bestSize = await sizeWith(best, bundles);
const end = Date.now() + seconds * 1_000;
while (Date.now() < end) {
  const letters = changed(best);
  const size = await sizeWith(letters, bundles);
  if (size < bestSize) console.log(size, letters);
  if (size <= bestSize) [best, bestSize] = [letters, size];
}
