// One page in a headless browser. Reads {"do": …} a line, answers {"result": …} or {"error": …} a line.
// An action is answered when the page has handled what it causes, so that the next line never reads a page in between.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const [folder, executablePath] = process.argv.slice(2);
const packages = createRequire(`${folder}/`);
const { chromium } = packages('playwright-core');
const axe = readFileSync(packages.resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({ executablePath });
let page = null;
let isScripted = true;
let messages = [];
let requests = [];

// Runs in the page before its own scripts. Browsers raise events such as hashchange, toggle and a media query's change in later tasks: most
// before the second frame, but hashchange only when the navigation is done, however long that takes.
const watch = () => {
  const deadline = 10_000;
  let started = 0;
  let handled = 0;
  navigation.addEventListener('navigate', (event) => {
    if (!event.hashChange) return;
    started++;
    event.signal.addEventListener('abort', () => { handled++; });
  });
  // The page's own listeners of the event have run when a later task runs.
  addEventListener('hashchange', () => setTimeout(() => { handled++; }));
  const frame = () => new Promise((done) => { requestAnimationFrame(done); });
  const task = () => new Promise((done) => { setTimeout(done); });
  window[Symbol.for('settled')] = async () => {
    const from = performance.now();
    let seen;
    do {
      seen = handled;
      await frame();
      await frame();
      await task();
      if (performance.now() - from > deadline) throw new Error(`The page has raised no hashchange event for ${location.href} in ${deadline} ms.`);
    } while (handled < started || handled > seen);
  };
};
const settle = () => isScripted && page.evaluate(() => window[Symbol.for('settled')]());

const actions = {
  async open({ url, width, height, colorScheme, forcedColors, reducedMotion, javaScript }) {
    if (!page || isScripted !== javaScript) {
      if (page) await page.context().close();
      const context = await browser.newContext({ javaScriptEnabled: javaScript });
      isScripted = javaScript;
      await context.addInitScript(watch);
      page = await context.newPage();
      page.on('console', (message) => messages.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => messages.push(`error: ${error.message}`));
      page.on('request', (request) => requests.push(request.url()));
    }
    // A process of its own for each page would take longer than most pages. From an empty page, an address with another fragment is a new page too.
    await page.goto('about:blank');
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ media: 'screen', colorScheme, forcedColors, reducedMotion });
    [messages, requests] = [[], []];
    await page.goto(url, { waitUntil: 'load' });
  },
  evaluate: ({ script }) => page.evaluate(script.startsWith('() =>') ? `(${script})()` : script),
  run: (how) => actions.evaluate(how).then(() => null),
  media: (media) => page.emulateMedia(media),
  async hover({ selector, x, y }) {
    await page.locator(selector).scrollIntoViewIfNeeded();
    const box = await page.locator(selector).boundingBox();
    await page.mouse.move(box.x + box.width * x, box.y + box.height * y);
  },
  async drag({ selector, from, to }) {
    await actions.hover({ selector, x: from, y: 0.5 });
    await page.mouse.down();
    await actions.hover({ selector, x: to, y: 0.5 });
    await page.mouse.up();
  },
  async audit({ selector }) {
    if (!await page.evaluate('window.axe !== undefined')) await page.evaluate(axe);
    const { violations } = await page.evaluate(async (absent) => {
      const places = [...absent ? document.querySelectorAll(absent) : []].filter((part) => !part.checkVisibility()).map((part) => {
        const place = document.createComment('');
        part.replaceWith(place);
        return { place, part };
      });
      const found = await window.axe.run(document, { resultTypes: ['violations'], preload: false });
      for (const { place, part } of places) place.replaceWith(part);
      return found;
    }, selector);
    const summary = (node) => `${node.target} (${node.failureSummary.split('\n').slice(1).join(' ').trim()})`;
    return violations.map(({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes.slice(0, 3).map(summary).join('; ')}${nodes.length > 3 ? ` and ${nodes.length - 3} more` : ''}`);
  },
  click: ({ selector }) => page.locator(selector).click(),
  fill: ({ selector, text }) => page.locator(selector).fill(text),
  focus: ({ selector }) => page.locator(selector).focus(),
  press: ({ key }) => page.keyboard.press(key),
  screenshot: ({ path, fullPage }) => page.screenshot({ path, fullPage }).then(() => null),
  pdf: async ({ path }) => (await page.pdf({ path, format: 'A4' })).length,
  messages: () => messages,
  requests: () => requests,
};

// What only reads has nothing to wait for.
const causes = new Set(['open', 'run', 'media', 'hover', 'drag', 'click', 'fill', 'focus', 'press']);

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const { do: action, ...how } = JSON.parse(line);
    const result = await actions[action](how);
    if (causes.has(action)) await settle();
    answer = { result: result ?? null };
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await browser.close();
