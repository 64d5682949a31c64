// The page of a backtest: filter, disclosure, copying.
const details = [...document.querySelectorAll('details.alarm')];
const lanes = [...document.querySelectorAll('.lane')];
const searched = document.getElementById('find');
const found = document.getElementById('found');
const filter = () => {
  const text = searched.value.trim().toLowerCase();
  const rank = document.querySelector('input[name="rank"]:checked').value;
  const matches = (element) => (!rank || element.dataset.rank === rank) && element.dataset.name.toLowerCase().includes(text);
  for (const element of [...lanes, ...details]) element.classList.toggle('filtered', !matches(element));
  const shown = details.filter((alarm) => !alarm.classList.contains('filtered')).length;
  found.textContent = shown === details.length ? '' : `${shown} of ${details.length}`;
  document.getElementById('none').hidden = shown > 0;
};
searched.addEventListener('input', filter);
for (const choice of document.querySelectorAll('input[name="rank"]')) choice.addEventListener('change', filter);
filter();

const openAll = document.getElementById('open-all');
const nameOpenAll = () => { openAll.textContent = details.every((alarm) => alarm.open) ? 'Close all' : 'Open all'; };
openAll.addEventListener('click', () => {
  const open = !details.every((alarm) => alarm.open);
  for (const alarm of details) alarm.open = open;
});
for (const alarm of details) alarm.addEventListener('toggle', nameOpenAll);
nameOpenAll();

const show = (id) => {
  const alarm = details.find((element) => element.id === id);
  if (!alarm) return;
  alarm.open = true;
  alarm.scrollIntoView();
  alarm.querySelector('summary').focus({ preventScroll: true });
};
const showLinked = () => show(decodeURIComponent(location.hash.slice(1)));
addEventListener('hashchange', showLinked);
showLinked();
for (const lane of lanes) {
  lane.querySelector('a').addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    // A link to the current position of the page raises no event.
    if (location.hash === lane.querySelector('a').hash) show(lane.querySelector('a').hash.slice(1));
  });
  lane.querySelector('.plot').addEventListener('click', () => lane.querySelector('a').click());
}

for (const record of document.querySelectorAll('.samples td code')) {
  const row = document.createElement('div');
  row.className = 'record';
  const copy = document.createElement('button');
  copy.type = 'button';
  copy.className = 'copy needs-script';
  copy.textContent = 'Copy';
  copy.setAttribute('aria-label', 'Copy this record');
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(record.textContent);
      copy.textContent = 'Copied';
    } catch {
      // Where a page may not write to the clipboard, the selected text is a key away from it.
      getSelection().selectAllChildren(record);
      copy.textContent = 'Selected';
    }
    setTimeout(() => { copy.textContent = 'Copy'; }, 1500);
  });
  record.replaceWith(row);
  row.append(record, copy);
}

// On paper everything is open, whatever was closed or filtered away on the screen.
let before = null;
const unfold = () => {
  if (before) return;
  before = [...document.querySelectorAll('details')].map((element) => [element, element.open]);
  for (const [element] of before) element.open = true;
};
const refold = () => {
  for (const [element, open] of before ?? []) element.open = open;
  before = null;
};
addEventListener('beforeprint', unfold);
addEventListener('afterprint', refold);
matchMedia('print').addEventListener('change', (media) => media.matches ? unfold() : refold());
