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

// #ID leads to an alarm, or to an incident, of which the charts then show the time; #ID~FROM~TO also says which time.
const show = (hash) => {
  const [id, from, to] = decodeURIComponent(hash.slice(1)).split('~');
  const target = id ? document.getElementById(id) : null;
  const alarm = target?.closest('details.alarm');
  const times = [from, to].map((text) => Date.parse(text) / 1000);
  if (times.every(Number.isFinite)) zoom(...times, false);
  else if (target?.dataset.from) {
    const [start, end] = [Number(target.dataset.from), Number(target.dataset.to)];
    const margin = Math.max(900, end - start);
    zoom(start - margin, end + margin, false);
  }
  if (!alarm) return;
  alarm.open = true;
  alarm.scrollIntoView();
  alarm.querySelector('summary').focus({ preventScroll: true });
};
const showLinked = () => show(location.hash);
addEventListener('hashchange', showLinked);
showLinked();
for (const link of document.querySelectorAll('.incidents a')) {
  // A link to the current position of the page raises no event.
  link.addEventListener('click', () => { if (location.hash === link.hash) show(link.hash); });
}
for (const lane of lanes) {
  lane.querySelector('a').addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    // A link to the current position of the page raises no event.
    if (location.hash === lane.querySelector('a').hash) show(lane.querySelector('a').hash);
  });
  lane.querySelector('.plot').addEventListener('click', () => lane.querySelector('a').click());
}

const copyButton = (source, name) => {
  const copy = document.createElement('button');
  copy.type = 'button';
  copy.className = 'copy needs-script';
  copy.textContent = 'Copy';
  copy.setAttribute('aria-label', name);
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(source.textContent);
      copy.textContent = 'Copied';
    } catch {
      // Where a page may not write to the clipboard, the selected text is a key away from it.
      getSelection().selectAllChildren(source);
      copy.textContent = 'Selected';
    }
    setTimeout(() => { copy.textContent = 'Copy'; }, 1500);
  });
  return copy;
};
for (const record of document.querySelectorAll('.samples td code')) {
  const row = document.createElement('div');
  row.className = 'record';
  record.replaceWith(row);
  row.append(record, copyButton(record, 'Copy this record'));
}
for (const snippet of document.querySelectorAll('pre.copied')) snippet.append(copyButton(snippet.querySelector('code'), 'Copy these settings'));

// On paper everything is open, whatever was closed or filtered away on the screen.
let before = null;
let shown = whole;
const unfold = () => {
  if (before) return;
  before = [...document.querySelectorAll('details')].map((element) => [element, element.open]);
  for (const [element] of before) element.open = true;
  shown = view;
  zoom(whole.from, whole.to, false);
};
const refold = () => {
  if (!before) return;
  for (const [element, open] of before) element.open = open;
  before = null;
  zoom(shown.from, shown.to, false);
};
addEventListener('beforeprint', unfold);
addEventListener('afterprint', refold);
matchMedia('print').addEventListener('change', (media) => media.matches ? unfold() : refold());
