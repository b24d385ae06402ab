// Shows the fields that a kind of rule has, and what the rule would change while it is being written.
const PAUSE_MS = 250;

for (const form of document.querySelectorAll('[data-preview]')) start(form);

function start(form) {
  let timer;
  let asked = 0;
  form.addEventListener('input', () => {
    choose(form);
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE_MS);
  });
  choose(form);

  async function look() {
    asked += 1;
    const mine = asked;
    const body = new URLSearchParams(new FormData(form));
    body.set('do', 'preview');
    const answer = await fetch(form.action, { method: 'POST', body }).catch(() => undefined);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.getElementById('preview');
    if (mine === asked && fresh) document.getElementById('preview')?.replaceWith(fresh);
  }
}

function choose(form) {
  const kind = form.elements.type.value;
  for (const label of form.querySelectorAll('[data-for]')) {
    const kinds = label.dataset.for;
    label.hidden = kinds !== '' && !kinds.split(' ').includes(kind);
  }
}
