/** How a single-page application moves: expressions, one after the other, and the paths that are page views. */
export interface Walk {
  readonly title: string;
  readonly steps: readonly string[];
  /** After the first page, `a`; each name is a path below the run's. */
  readonly views: readonly string[];
}

const SOON = 'new Promise((resolve) => setTimeout(resolve, 60))';

export const WALKS: readonly Walk[] = [
  {
    title:
      'seven steps: push, the same again, query, fragment, push and replace at once, two pushes, back',
    steps: [
      "history.pushState({}, '', 'b')",
      "history.replaceState({ seen: true }, '', 'b')",
      "history.pushState({}, '', 'b?sort=price')",
      "void (location.hash = 'reviews')",
      "(history.pushState({}, '', 'guard'), history.replaceState({}, '', 'c'))",
      `(history.pushState({}, '', 'd'), ${SOON}.then(() => history.pushState({}, '', 'e')))`,
      'history.back()',
    ],
    views: ['b', 'c', 'd', 'e', 'd'],
  },
  {
    title:
      'React Router: an index in the state, search parameters replaced, a redirect after a loader',
    steps: [
      "history.replaceState({ ...history.state, idx: 0 }, '')",
      "history.pushState({ usr: null, key: 'x1', idx: 1 }, '', 'b')",
      "history.replaceState({ usr: null, key: 'x2', idx: 1 }, '', 'b?page=2')",
      "(history.pushState({ key: 'x3', idx: 2 }, '', 'old'), Promise.resolve().then(() => history.replaceState({ key: 'x4', idx: 2 }, '', 'c')))",
      'history.back()',
    ],
    views: ['b', 'c', 'b'],
  },
  {
    title: 'Next.js: the tree in the state, each push replaced by itself, shallow parameters',
    steps: [
      "history.replaceState({ __NA: true, tree: ['a'] }, '', location.href)",
      "(history.pushState({ __NA: true, tree: ['b'] }, '', 'b'), history.replaceState({ __NA: true, tree: ['b', 1] }, '', 'b'))",
      "history.replaceState(null, '', '?tab=1')",
      "history.pushState({ __NA: true, tree: ['c'] }, '', 'c')",
      "(history.back(), new Promise((resolve) => addEventListener('popstate', resolve, { once: true })).then(() => history.replaceState({ __NA: true, tree: ['b'] }, '', location.href)))",
    ],
    views: ['b', 'c', 'b'],
  },
  {
    title:
      'Vue Router: the page that is left is replaced with its scroll position, a guard redirects',
    steps: [
      "history.replaceState({ back: null, current: 'a', position: 1 }, '', 'a')",
      "(history.replaceState({ current: 'a', forward: 'b', scroll: { left: 0, top: 9 } }, '', location.href), history.pushState({ back: 'a', current: 'b' }, '', 'b'))",
      "(history.replaceState({ current: 'b', forward: 'login' }, '', location.href), history.pushState({}, '', 'login'), history.replaceState({}, '', 'c'))",
      'history.go(-2)',
      'history.go(2)',
    ],
    views: ['b', 'c', 'a', 'c'],
  },
  {
    title:
      'Angular: the first navigation replaces, the title follows later, matrix parameters are a path',
    steps: [
      "history.replaceState({ navigationId: 1 }, '', 'a')",
      "(history.pushState({ navigationId: 2 }, '', 'b'), setTimeout(() => { document.title = 'B'; }, 20))",
      "history.pushState({ navigationId: 3 }, '', 'b;color=red')",
      "history.replaceState({ navigationId: 4 }, '', 'b;color=red?x=1')",
    ],
    views: ['b', 'b;color=red'],
  },
  {
    title:
      'SvelteKit: snapshots replace the entry, shallow routing pushes the same address, fragments jump',
    steps: [
      "history.replaceState({ 'sveltekit:history': 1 }, '', location.href)",
      "history.pushState({ 'sveltekit:history': 2 }, '', 'b')",
      "history.pushState({ 'sveltekit:states': { modal: true } }, '', '')",
      'history.back()',
      "void (location.hash = 'details')",
      "history.replaceState({ 'sveltekit:history': 2, scroll: 40 }, '', location.href)",
    ],
    views: ['b'],
  },
  {
    title:
      'TanStack Router: methods of the history replaced by its own, pushes gathered in a microtask',
    steps: [
      `['pushState', 'replaceState'].forEach((name) => {
        const before = history[name];
        history[name] = function (...args) { return before.apply(history, args); };
      })`,
      "Promise.resolve().then(() => history.pushState({ __TSR_index: 1 }, '', 'b'))",
      "(history.pushState({ __TSR_index: 2 }, '', 'c'), queueMicrotask(() => history.replaceState({ __TSR_index: 2 }, '', 'd')))",
      "history.replaceState({ __TSR_index: 2 }, '', 'd#top')",
      'history.back()',
    ],
    views: ['b', 'd', 'b'],
  },
];

/** So long a step is given: the slowest of them moves twice. */
export const STEP = `new Promise((resolve) => setTimeout(resolve, 200))`;
