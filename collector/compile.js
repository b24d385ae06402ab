import { existsSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Makes of what is written in AssemblyScript a module that holds its bytes: so it comes along wherever the sources go, in a
// bundle or without one. Where it is newer than all it is made of there is nothing to do.
const HERE = import.meta.dirname;
const FOLDER = join(HERE, 'generated');
const MADE = join(FOLDER, 'plain-body.ts');
/** All that is ever allocated is there from the start, so nothing has to be freed. */
const OPTIONS = ['-O3', '--runtime', 'stub', '--enable', 'simd', '--use', 'abort='];

const sources = readdirSync(join(HERE, 'assembly')).map((name) => join('assembly', name));
const changedAt = [...sources, 'compile.js', 'package.json'].map(
  (path) => statSync(join(HERE, path)).mtimeMs,
);
if (!existsSync(MADE) || statSync(MADE).mtimeMs <= Math.max(...changedAt)) await compile();

async function compile() {
  // the compiler itself takes a second to load
  const { default: asc } = await import('assemblyscript/asc');
  const files = new Map();
  const { error } = await asc.main(
    ['assembly/index.ts', '--baseDir', HERE, '--outFile', 'plain-body.wasm', ...OPTIONS],
    { stderr: process.stderr, writeFile: (name, content) => void files.set(name, content) },
  );
  if (error) throw new Error('collector/assembly could not be compiled', { cause: error });
  const bytes = Buffer.from(files.get('plain-body.wasm')).toString('base64');
  mkdirSync(FOLDER, { recursive: true });
  // whole or not there, also for whoever starts at the same time
  writeFileSync(`${MADE}.${process.pid}`, `export const PLAIN_BODY = '${bytes}';\n`);
  renameSync(`${MADE}.${process.pid}`, MADE);
}
