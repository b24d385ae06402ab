// Fills the live table. Data only ever becomes text, never markup.
const MAX_ROWS = 100;
const COLUMNS = ['time', 'what', 'path', 'items', 'allowed'];

for (const live of document.querySelectorAll('[data-stream]')) {
  follow(live);
}

function follow(live) {
  const state = live.querySelector('[role="status"]');
  const body = live.querySelector('tbody');
  const source = new EventSource(live.dataset.stream);
  source.addEventListener('hello', () => say(live.dataset.connected, 'on'));
  source.addEventListener('error', () => say(live.dataset.lost, 'off'));
  source.addEventListener('skipped', () => say(live.dataset.skipped, 'on'));
  source.addEventListener('events', ({ data }) => {
    live.querySelector('[data-empty]')?.remove();
    live.querySelector('.scroll').hidden = false;
    for (const event of JSON.parse(data)) body.prepend(rowOf(event));
    while (body.rows.length > MAX_ROWS) body.deleteRow(-1);
    say(live.dataset.connected, 'on');
  });

  function say(text, mood) {
    state.textContent = text;
    state.dataset.mood = mood;
  }
}

function rowOf(event) {
  const row = document.createElement('tr');
  row.className = 'fresh';
  for (const column of COLUMNS) row.insertCell().textContent = event[column];
  return row;
}
