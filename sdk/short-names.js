// Looks for a better LETTERS of rollup.config.js by small changes, and prints each that is: npm run short-names [SECONDS]
import { brotliCompressSync } from 'node:zlib';
import { rollup } from 'rollup';
import configs, { LETTERS, plugins } from './rollup.config.js';

const seconds = Number(process.argv[2] ?? 120);

/** The script tag's bundle before its names are shortened, the last step of its plugins. */
async function longNamed() {
  const config = configs.find(({ output }) => output.file === 'dist/tendero.js');
  const bundle = await rollup({ ...config, plugins: config.plugins.slice(0, -1) });
  const { output } = await bundle.generate({ ...config.output, sourcemap: false });
  return output[0].code;
}

/** Its bytes with these letters, as Brotli sends them. */
async function sizeWith(letters, code) {
  const shorten = plugins({ isTag: true, letters }).at(-1);
  return brotliCompressSync((await shorten.renderChunk(code)).code).length;
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

const code = await longNamed();
let best = LETTERS;
let bestSize = await sizeWith(best, code);
const end = Date.now() + seconds * 1_000;
while (Date.now() < end) {
  const letters = changed(best);
  const size = await sizeWith(letters, code);
  if (size < bestSize) console.log(size, letters);
  if (size <= bestSize) [best, bestSize] = [letters, size];
}
