'use strict';
// Shows one dashboard at a time, and the values of all lines of the graph below the pointer.
const data = JSON.parse(document.getElementById('data').textContent);
const root = document.documentElement;
const tip = document.getElementById('tip');
root.classList.add('scripted');

const dashboards = [...document.querySelectorAll('.dashboard')];
const show = () => {
  const wanted = location.hash && document.getElementById(location.hash.slice(1))?.closest('.dashboard');
  const current = wanted || dashboards.find((dashboard) => dashboard.classList.contains('current')) || dashboards[0];
  for (const dashboard of dashboards) dashboard.classList.toggle('current', dashboard === current);
  for (const tab of document.querySelectorAll('.tabs a')) {
    if (current && tab.getAttribute('href') === `#${current.id}`) tab.setAttribute('aria-current', 'page');
    else tab.removeAttribute('aria-current');
  }
  if (wanted && location.hash === `#${wanted.id}`) scrollTo(0, 0);
};
addEventListener('hashchange', show);
show();

const two = (number) => String(number).padStart(2, '0');
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const when = (seconds) => {
  const date = new Date(seconds * 1000);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())} UTC`;
};
const number = (value) => value === null ? '--'
  : value !== 0 && Math.abs(value) < 0.001 ? String(Number(value.toPrecision(4)))
  : value.toLocaleString('en-US', { maximumFractionDigits: 4 });
const element = (name, style, text) => {
  const made = document.createElement(name);
  if (style) made.className = style;
  made.textContent = text;
  return made;
};

const forget = () => {
  tip.hidden = true;
  root.classList.remove('pointing');
};
const indexAt = (line, seconds) => Math.min(line.values.length - 1, Math.max(0, Math.round((seconds - line.start) / line.step)));
const point = (plot, seconds) => {
  const lines = data.graphs[plot.dataset.graph];
  const index = indexAt(lines[0], seconds);
  const at = lines[0].start + index * lines[0].step;
  plot.dataset.index = index;
  root.style.setProperty('--at', Math.min(1, Math.max(0, (at - data.from) / (data.to - data.from))));
  root.classList.add('pointing');
  const rows = lines.map((line) => {
    const row = element('p', 'tip-row', '');
    const label = element('span', '', line.label);
    const swatch = element('i', '', '');
    swatch.style.background = line.color;
    label.prepend(swatch);
    row.append(label, element('b', '', number(line.values[indexAt(line, at)] ?? null)));
    return row;
  });
  tip.replaceChildren(element('p', 'tip-when', when(at)), ...rows);
  tip.hidden = false;
  const box = plot.getBoundingClientRect();
  const x = box.left + (at - data.from) / (data.to - data.from) * box.width;
  const left = x + 12 + tip.offsetWidth > root.clientWidth ? Math.max(4, x - 12 - tip.offsetWidth) : x + 12;
  const top = Math.max(4, Math.min(box.top, root.clientHeight - tip.offsetHeight - 4));
  tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
};
const keyed = (plot, event) => {
  const line = data.graphs[plot.dataset.graph][0];
  const now = Number(plot.dataset.index ?? 0);
  const index = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: line.values.length - 1 }[event.key];
  if (event.key === 'Escape') forget();
  if (index === undefined) return;
  event.preventDefault();
  point(plot, line.start + index * line.step);
};
for (const plot of document.querySelectorAll('.plot')) {
  const follow = (event) => {
    const box = plot.getBoundingClientRect();
    point(plot, data.from + (event.clientX - box.left) / box.width * (data.to - data.from));
  };
  plot.addEventListener('pointermove', follow);
  plot.addEventListener('pointerdown', follow);
  plot.addEventListener('pointerleave', forget);
  plot.addEventListener('keydown', (event) => keyed(plot, event));
  plot.addEventListener('blur', forget);
}
