import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { parse, type Node } from 'acorn';
import { expect, test } from 'vitest';
import { ROOT } from './tracked-files.ts';

/** What a shopper's browser downloads, in bytes after Brotli 11. Raising a number is a decision. */
const BUDGETS = [
  ['sdk/dist/tendero.js', 5_120],
  ['sdk/dist/tendero-google-consent.js', 600],
  ['sdk/dist/tendero-tcf-consent.js', 600],
  ['sdk/dist/custom-consent.js', 600],
  ['widgets/dist/widgets.js', 14_733],
] as const;

/** What the chunk of web vitals may weigh beside the library, as its makers publish it. */
const VITALS = 'sdk/dist/tendero-vitals.js';
const VITALS_LIBRARY = 'sdk/node_modules/web-vitals/dist/web-vitals.attribution.js';
const VITALS_OWN_BYTES = 300;

const SCRIPTS = [
  'sdk/dist/tendero.js',
  'sdk/dist/tendero-proof.js',
  'sdk/dist/tendero-report.js',
  VITALS,
  'sdk/dist/tendero-visit.js',
  'sdk/dist/tendero-google-consent.js',
  'sdk/dist/tendero-tcf-consent.js',
  'widgets/dist/widgets.js',
];
const MODULES = [
  'sdk/dist/index.js',
  'sdk/dist/part-index.js',
  'sdk/dist/part-proof.js',
  'sdk/dist/part-report.js',
  'sdk/dist/part-visit.js',
  'sdk/dist/part-vitals.js',
  'sdk/dist/google-consent.js',
  'sdk/dist/tcf-consent.js',
  'sdk/dist/custom-consent.js',
  'widgets/dist/index.js',
];

/** lit parses each template once, in a `<template>` that runs nothing, from text that is written in the source. */
const TEMPLATE_FACTORIES: Readonly<Record<string, number>> = { 'widgets/dist/widgets.js': 1 };

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

function parseScript(path: string): Node {
  return parse(read(path), { ecmaVersion: 2022, sourceType: 'module' });
}

function sizeOf(path: string): number {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return brotliCompressSync(read(path), { params }).length;
}

test('the chunk of web vitals is the library and little more', () => {
  expect(sizeOf(VITALS)).toBeLessThanOrEqual(sizeOf(VITALS_LIBRARY) + VITALS_OWN_BYTES);
});

test.each(BUDGETS)('%s stays within %i bytes', (path, budget) => {
  const size = sizeOf(path);
  expect(size).toBeGreaterThan(budget / 2);
  expect(size).toBeLessThanOrEqual(budget);
});

test.each([...SCRIPTS, ...MODULES])('%s is ES2022 and nothing newer', (path) => {
  expect(() => parseScript(path)).not.toThrow();
});

test.each(SCRIPTS)('%s makes no code and no markup from text', (path) => {
  const found = { code: 0, markup: 0 };
  visit(parseScript(path), (node) => {
    if (makesCode(node)) found.code += 1;
    if (makesMarkup(node)) found.markup += 1;
  });
  expect(found).toEqual({ code: 0, markup: TEMPLATE_FACTORIES[path] ?? 0 });
});

test.each([
  ["eval('1')", 1, 0],
  ["new Function('return 1')", 1, 0],
  ["Function('return 1')()", 1, 0],
  ["globalThis.eval('1')", 1, 0],
  ["setTimeout('alert(1)')", 1, 0],
  ["element.innerHTML = '<b>'", 0, 1],
  ["element['outerHTML'] += '<b>'", 0, 1],
  ["element.insertAdjacentHTML('beforeend', '<b>')", 0, 1],
  ["document.write('<b>')", 0, 1],
  ['setTimeout(() => element.textContent)', 0, 0],
])('the search for it finds %s', (code, codes, markups) => {
  const nodes: Node[] = [];
  visit(parse(code, { ecmaVersion: 2022 }), (node) => nodes.push(node));
  expect(nodes.filter(makesCode)).toHaveLength(codes);
  expect(nodes.filter(makesMarkup)).toHaveLength(markups);
});

const MARKUP_SETTERS = new Set(['innerHTML', 'outerHTML', 'srcdoc']);
const MARKUP_CALLS = new Set([
  'insertAdjacentHTML',
  'write',
  'writeln',
  'setHTMLUnsafe',
  'createContextualFragment',
]);
const TIMERS = new Set(['setTimeout', 'setInterval']);

function makesCode(node: Node): boolean {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return false;
  const name = nameOf(field(node, 'callee'));
  if (name === 'eval' || name === 'Function') return true;
  const [first] = list(field(node, 'arguments'));
  return TIMERS.has(name) && first?.type === 'Literal' && typeof field(first, 'value') === 'string';
}

function makesMarkup(node: Node): boolean {
  if (node.type === 'AssignmentExpression') return MARKUP_SETTERS.has(nameOf(field(node, 'left')));
  return node.type === 'CallExpression' && MARKUP_CALLS.has(nameOf(field(node, 'callee')));
}

/** `name`, or the last part of `some.name` and `some['name']`. */
function nameOf(value: unknown): string {
  if (!isNode(value)) return '';
  const name = field(value, 'name') ?? field(value, 'value');
  return typeof name === 'string' ? name : nameOf(field(value, 'property'));
}

function visit(node: Node, look: (node: Node) => void): void {
  look(node);
  for (const value of Object.values(node)) for (const child of list(value)) visit(child, look);
}

function list(value: unknown): Node[] {
  return (Array.isArray(value) ? value : [value]).filter(isNode);
}

function field(node: Node, name: string): unknown {
  return Reflect.get(node, name);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
