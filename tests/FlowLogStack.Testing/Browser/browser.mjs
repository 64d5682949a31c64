// One page in a headless browser. Reads {"do": …} a line, answers {"result": …} or {"error": …} a line.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const [folder, executablePath] = process.argv.slice(2);
const { chromium } = createRequire(`${folder}/`)('playwright-core');
const browser = await chromium.launch({ executablePath });
let page = null;
let messages = [];
let requests = [];

const actions = {
  async open({ url, width, height, colorScheme, reducedMotion, javaScript }) {
    if (page) await page.context().close();
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion, javaScriptEnabled: javaScript });
    page = await context.newPage();
    [messages, requests] = [[], []];
    page.on('console', (message) => messages.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => messages.push(`error: ${error.message}`));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(url, { waitUntil: 'load' });
  },
  evaluate: ({ script }) => page.evaluate(script.startsWith('() =>') ? `(${script})()` : script),
  media: (media) => page.emulateMedia(media),
  async hover({ selector, x, y }) {
    await page.locator(selector).scrollIntoViewIfNeeded();
    const box = await page.locator(selector).boundingBox();
    await page.mouse.move(box.x + box.width * x, box.y + box.height * y);
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

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const { do: action, ...how } = JSON.parse(line);
    answer = { result: (await actions[action](how)) ?? null };
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await browser.close();
