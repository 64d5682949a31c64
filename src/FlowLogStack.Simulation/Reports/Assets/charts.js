'use strict';
// Pointer over charts: one moment is marked in all of them, and the chart below the pointer shows its exact values.
const data = JSON.parse(document.getElementById('data').textContent);
const root = document.documentElement;
const tip = document.getElementById('tip');
const spoken = document.getElementById('spoken');
const stateNames = ['INSUFFICIENT_DATA', 'OK', 'ALARM'];
const stateSigns = ['◌', '●', '▲'];
root.classList.add('scripted');

const two = (number) => String(number).padStart(2, '0');
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const clock = (seconds) => {
  const date = new Date(seconds * 1000);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}${date.getUTCSeconds() ? `:${two(date.getUTCSeconds())}` : ''}`;
};
const day = (seconds) => {
  const date = new Date(seconds * 1000);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
};
const number = (value) => value === null ? '–'
  : value !== 0 && Math.abs(value) < 0.001 ? String(Number(value.toPrecision(4)))
  : value.toLocaleString('en-US', { maximumFractionDigits: 4 });

// Values are stored in runs of neighbouring steps; a step's value is found by bisection.
const prepare = (chart) => {
  if (chart.offsets) return chart;
  chart.offsets = [];
  let offset = 0;
  for (let run = 0; run < chart.runs.length; run += 2) {
    chart.offsets.push(offset);
    offset += chart.runs[run + 1];
  }
  chart.breaching = new Set(chart.breaches);
  return chart;
};
const find = (chart, step) => {
  let low = 0;
  let high = chart.offsets.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const first = chart.runs[middle * 2];
    if (step < first) high = middle - 1;
    else if (step >= first + chart.runs[middle * 2 + 1]) low = middle + 1;
    else return chart.offsets[middle] + step - first;
  }
  return -1;
};
const stateIn = (chart, from, to) => {
  let state = 0;
  const text = [];
  for (let index = 0; index < chart.states.length; index += 2) {
    const at = chart.states[index];
    if (at > from && at >= to) break;
    if (at > from) {
      if (text.length === 0) text.push(`${stateSigns[state]} ${stateNames[state]}`);
      if (text.length < 4) text.push(`→ ${stateSigns[chart.states[index + 1]]} ${stateNames[chart.states[index + 1]]} at ${clock(at)}`);
    }
    state = chart.states[index + 1];
  }
  return text.length ? text.join(' ') : `${stateSigns[state]} ${stateNames[state]}`;
};

// What there is to say of a step, a line each.
const describe = (chart, step) => {
  const from = chart.start + step * chart.step;
  const to = from + chart.step;
  const lines = { when: `${day(from)} ${clock(from)} – ${day(from) === day(to) ? '' : `${day(to)} `}${clock(to)} UTC`, value: '', more: [] };
  if (chart.unit !== 'states') {
    const index = find(chart, step);
    if (index < 0) {
      lines.value = chart.unit ? 'no records' : 'no datapoint';
    } else {
      lines.value = `${number(chart.values[index])}${chart.unit ? ` ${chart.unit}` : ''}`;
      if (chart.datapoints) {
        const at = from + chart.at[index];
        lines.more.push(`at ${day(from) === day(at) ? '' : `${day(at)} `}${clock(at)}; from ${number(chart.lowest[index])} to `
          + `${number(chart.highest[index])} over ${chart.datapoints[index]} of ${chart.perStep} datapoints`);
      }
      if (chart.upper && chart.upper[index] !== null) lines.more.push(`expected ${number(chart.lower[index])} to ${number(chart.upper[index])}`);
      if (chart.threshold) lines.more.push(`${chart.breaching.has(index) ? 'breaches' : 'does not breach'}: ${chart.threshold}`);
    }
  }
  if (chart.states) lines.more.push(stateIn(chart, from, to));
  return lines;
};

// All charts show one part of the time, of which the page's style sheet draws them wider and shifted.
const whole = { from: data.from, to: data.to };
let view = whole;
const share = (seconds) => (seconds - whole.from) / (whole.to - whole.from);
const axes = [...document.querySelectorAll('.chart-x')].map((axis) => ({ axis, labels: [...axis.childNodes] }));
const stepLengths = [60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 345600, 691200, 1382400, 2764800];
const labelAxes = () => {
  const span = view.to - view.from;
  const fine = stepLengths.find((step) => span / step <= 12) ?? stepLengths.at(-1);
  const coarse = stepLengths.find((step) => step % fine === 0 && span / step <= 4) ?? fine;
  const labels = [];
  for (let at = Math.ceil(view.from / fine) * fine; at <= view.to; at += fine) {
    const position = (at - view.from) / span * 100;
    const text = at % 86400 === 0 ? day(at) : clock(at);
    labels.push({ text, position, style: `t${at % coarse === 0 ? 0 : 1}${position < 3 ? ' start' : position > 97 ? ' end' : ''}` });
  }
  for (const { axis, labels: original } of axes) {
    axis.replaceChildren(...(view === whole ? original : labels.map(({ text, position, style }) => {
      const label = document.createElement('span');
      label.className = style;
      label.style.left = `${position}%`;
      label.textContent = text;
      return label;
    })));
  }
};
const zoom = (from, to, isKept = true) => {
  const length = whole.to - whole.from;
  const minutes = (seconds) => Math.round(seconds / 60) * 60;
  const span = Math.min(length, Math.max(minutes(to - from), 120, minutes(length / 300)));
  const start = Math.min(whole.to - span, Math.max(whole.from, minutes((from + to - span) / 2)));
  view = span >= length ? whole : { from: start, to: start + span };
  root.style.setProperty('--zoom-from', share(view.from));
  root.style.setProperty('--zoom-span', share(view.to) - share(view.from));
  root.classList.toggle('zoomed', view !== whole);
  document.getElementById('zoomed').textContent = view === whole ? ''
    : `${day(view.from)} ${clock(view.from)} – ${day(view.from) === day(view.to) ? '' : `${day(view.to)} `}${clock(view.to)} UTC`;
  labelAxes();
  if (!isKept) return;
  const iso = (seconds) => new Date(seconds * 1000).toISOString().replace('.000', '');
  const id = location.hash.split('~')[0];
  history.replaceState(null, '', view === whole ? id || location.href.split('#')[0] : `${id || '#'}~${iso(view.from)}~${iso(view.to)}`);
};
const zoomBy = (factor, middle = (view.from + view.to) / 2) => {
  const span = (view.to - view.from) * factor;
  const place = (middle - view.from) / (view.to - view.from);
  zoom(middle - span * place, middle + span * (1 - place));
};

const firstStep = (chart) => Math.max(0, Math.floor((data.from - chart.start) / chart.step));
const lastStep = (chart) => Math.ceil((data.to - chart.start) / chart.step) - 1;
let pointed = null;

const forget = () => {
  if (pointed) pointed.classList.remove('pointed');
  pointed = null;
  root.classList.remove('pointing');
  tip.hidden = true;
};

const point = (plot, step, say) => {
  const chart = prepare(data.charts[plot.dataset.chart]);
  const now = Math.min(lastStep(chart), Math.max(firstStep(chart), step));
  const middle = chart.start + (now + 0.5) * chart.step;
  const at = Math.min(1, Math.max(0, (middle - data.from) / (data.to - data.from)));
  if (pointed !== plot) forget();
  pointed = plot;
  plot.classList.add('pointed');
  root.classList.add('pointing');
  root.style.setProperty('--at', at);
  const lines = describe(chart, now);
  tip.replaceChildren(...[['tip-when', lines.when], ['tip-value', lines.value], ...lines.more.map((line) => ['', line])]
    .filter(([, text]) => text)
    .map(([style, text]) => {
      const line = document.createElement('p');
      line.className = style;
      line.textContent = text;
      return line;
    }));
  tip.hidden = false;
  const box = plot.getBoundingClientRect();
  const x = box.left + (middle - view.from) / (view.to - view.from) * box.width;
  const width = tip.offsetWidth;
  const left = x + 12 + width > root.clientWidth ? Math.max(4, x - 12 - width) : x + 12;
  const top = box.top > tip.offsetHeight + 8 ? box.top - tip.offsetHeight - 4 : Math.min(box.bottom + 4, root.clientHeight - tip.offsetHeight - 4);
  tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  plot.dataset.step = now;
  if (plot.getAttribute('role') === 'slider') {
    plot.setAttribute('aria-valuenow', now);
    plot.setAttribute('aria-valuetext', [lines.value, lines.when, ...lines.more].filter(Boolean).join(', '));
  } else if (say) {
    spoken.textContent = [lines.value, lines.when, ...lines.more].filter(Boolean).join(', ');
  }
};

const secondsAt = (plot, event) => {
  const box = plot.getBoundingClientRect();
  return view.from + Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * (view.to - view.from);
};
const stepAt = (plot, event) => {
  const chart = data.charts[plot.dataset.chart];
  const seconds = secondsAt(plot, event);
  return Math.floor((seconds - chart.start) / chart.step);
};

// Keys move to the next step, or with Shift to the next change of state.
const nextChange = (chart, step, direction) => {
  const changes = (chart.states || []).filter((_, index) => index % 2 === 0).map((at) => Math.floor((at - chart.start) / chart.step));
  const beyond = direction > 0 ? changes.filter((change) => change > step) : changes.filter((change) => change < step).reverse();
  return beyond.length ? beyond[0] : step;
};
const keyed = (plot, event) => {
  const chart = prepare(data.charts[plot.dataset.chart]);
  const now = plot.dataset.step === undefined ? firstStep(chart) : Number(plot.dataset.step);
  const far = Math.max(1, Math.round((lastStep(chart) - firstStep(chart)) / 24));
  const direction = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
  const step = direction ? (event.shiftKey ? nextChange(chart, now, direction) : now + direction)
    : event.key === 'Home' ? firstStep(chart)
    : event.key === 'End' ? lastStep(chart)
    : event.key === 'PageUp' ? now + far
    : event.key === 'PageDown' ? now - far
    : null;
  if (event.key === 'Escape') forget();
  const factor = { '+': 0.5, '=': 0.5, '-': 2, '−': 2, 0: Infinity }[event.key];
  if (factor && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    if (factor === Infinity) zoom(whole.from, whole.to);
    else zoomBy(factor, Math.min(view.to, Math.max(view.from, chart.start + (now + 0.5) * chart.step)));
    point(plot, now, true);
  }
  if (step === null) return;
  event.preventDefault();
  // A step outside of the shown time is brought into it.
  const at = chart.start + (Math.min(lastStep(chart), Math.max(firstStep(chart), step)) + 0.5) * chart.step;
  const span = view.to - view.from;
  if (view !== whole && (at < view.from || at > view.to)) zoom(at - span / 2, at + span / 2);
  point(plot, step, true);
};

// A drag across a chart selects the time to show. A finger scrolls and points instead.
let brush = null;
const brushed = (plot, event) => {
  if (brush?.plot !== plot) return false;
  if (!brush.isOn && Math.abs(event.clientX - brush.x) < 6) return false;
  brush.isOn = true;
  brush.to = secondsAt(plot, event);
  root.style.setProperty('--brush-from', share(Math.min(brush.from, brush.to)));
  root.style.setProperty('--brush-to', share(Math.max(brush.from, brush.to)));
  root.classList.add('brushing');
  return true;
};
const dropBrush = () => {
  brush = null;
  root.classList.remove('brushing');
};
addEventListener('pointerup', () => {
  if (brush?.isOn) {
    zoom(Math.min(brush.from, brush.to), Math.max(brush.from, brush.to));
    // The click that ends a drag leads nowhere.
    const swallow = (event) => { event.stopPropagation(); event.preventDefault(); };
    addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener('click', swallow, { capture: true }));
  }
  dropBrush();
});
addEventListener('pointercancel', dropBrush);
addEventListener('keydown', (event) => { if (event.key === 'Escape') dropBrush(); });
document.getElementById('zoom-in').addEventListener('click', () => zoomBy(0.5));
document.getElementById('zoom-out').addEventListener('click', () => zoomBy(2));
document.getElementById('zoom-all').addEventListener('click', () => zoom(whole.from, whole.to));

for (const plot of document.querySelectorAll('.plot')) {
  plot.addEventListener('pointermove', (event) => {
    brushed(plot, event);
    point(plot, stepAt(plot, event), false);
  });
  plot.addEventListener('pointerdown', (event) => {
    point(plot, stepAt(plot, event), false);
    if (event.pointerType === 'touch' || event.button !== 0) return;
    brush = { plot, x: event.clientX, from: secondsAt(plot, event), isOn: false };
    plot.setPointerCapture(event.pointerId);
  });
  plot.addEventListener('pointerleave', forget);
  if (plot.dataset.follows) continue;
  const chart = data.charts[plot.dataset.chart];
  plot.setAttribute('role', 'slider');
  plot.setAttribute('aria-orientation', 'horizontal');
  plot.setAttribute('aria-valuemin', firstStep(chart));
  plot.setAttribute('aria-valuemax', lastStep(chart));
  plot.setAttribute('aria-valuenow', firstStep(chart));
  plot.setAttribute('aria-valuetext', plot.getAttribute('aria-label'));
  plot.tabIndex = 0;
  plot.addEventListener('keydown', (event) => keyed(plot, event));
  plot.addEventListener('focus', () => { if (plot.matches(':focus-visible')) point(plot, Number(plot.dataset.step ?? firstStep(chart)), false); });
  plot.addEventListener('blur', forget);
}
addEventListener('scroll', () => { if (!document.activeElement?.matches('.plot')) forget(); }, { passive: true });
