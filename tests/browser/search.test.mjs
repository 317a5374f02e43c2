// A collection whose A–Z has several pages: its search, and its longest words.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { files, host, launch, open } from './lib.mjs';

const TITLES = ['Café on the Old Quay </script><b>Closes</b>', '中俄关系进入新阶段', 'Οδός στο λιμάνι', 'Weather in the islands', `${'Donaudampfschifffahrt'.repeat(15)} opens`];
let browser, folder, built;

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dossier-'));
  const lines = Array.from({ length: 400 }, (_, n) => TITLES[n] ?? `Letter ${n} from the harbour ${n % 3 ? 'office' : 'master'}`).map((title, n) => JSON.stringify({
    id: `${n}`, title, source: n === 4 ? `${'Harbourledger'.repeat(12)} News` : `The Ledger ${n % 7}`, author: n === 4 ? 'Quill'.repeat(20) : 'Marta Quill', date: `20${10 + n % 10}-03-02`,
    text: `Number ${n} was written by hand and tells at some length what the port authority said on that day.\n\nIt went on for weeks and nobody could say when it would be over.`,
  }));
  fs.mkdirSync(path.join(folder, 'in'));
  fs.writeFileSync(path.join(folder, 'in', 'letters.jsonl'), lines.join('\n'));
  built = path.join(folder, 'a b', 'папка');
  fs.mkdirSync(path.dirname(built), { recursive: true });
  execFileSync(process.env.DOSSIER, ['build', path.join(folder, 'in'), '-o', built, '--quiet'], { stdio: 'pipe' });
  browser = await launch();
});
after(async () => {
  await browser.close();
  fs.rmSync(folder, { recursive: true });
});

const state = page => page.evaluate(() => ({
  status: document.getElementById('found').textContent,
  rows: [...document.querySelectorAll('[data-words] li')].map(li => li.textContent),
}));

async function find(page, text) {
  await page.fill('#q', '');
  await page.waitForFunction(() => document.getElementById('found').textContent === '');
  await page.fill('#q', text);
  await page.waitForFunction(() => document.getElementById('found').textContent !== '' && (/^0/.test(document.getElementById('found').textContent) || document.querySelector('[data-words] li')));
  return state(page);
}

async function finds(base) {
  const { context, page, faults } = await open(browser, base);
  let loaded = 0;
  page.on('request', request => { loaded += /\/search\/.*\.js$/.test(request.url()); });
  await page.goto(base + 'search.html');
  assert.equal(loaded, 0, 'nothing is loaded before somebody types');
  for (const [asked, first] of [
    ['cafe quay', 'Café on the Old Quay </script><b>Closes</b>'], ['CAFÉ', 'Café on'], ['俄关系', '中俄关系'], ['俄', '中俄关系'], ['ΟΔΟΣ', 'Οδός'],
    ['ledger 3', 'The Ledger 3'], ['letter 217', 'Letter 217'], ['letter 39 har', 'Letter 39 '],
  ]) {
    const { rows } = await find(page, asked);
    assert.ok(rows[0]?.startsWith(first), `${asked}: ${rows.slice(0, 3).join(' | ')}`);
  }
  const many = await find(page, 'harbour');
  assert.equal(many.status, '396 entries with these words.');
  assert.equal(many.rows.length, 20);
  await page.click('text=Show more');
  await page.waitForFunction(() => document.querySelectorAll('[data-words] li').length === 120);
  assert.equal((await find(page, 'nothingofthesort')).rows.length, 0);

  // From any other page, by its search box.
  await page.goto(base + 'sources/index.html');
  loaded = 0;
  await page.fill('.find input', 'weather isl');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-words] li');
  const { rows } = await state(page);
  assert.equal(rows.length, 1, rows.join(' | '));
  assert.ok(loaded > 0 && loaded < 5, `${loaded} parts are loaded`);
  await page.click('[data-words] li a');
  await page.waitForSelector('h1');
  assert.match(await page.textContent('h1'), /Weather in the islands/);
  assert.deepEqual(faults, []);
  await context.close();
}

test('a divided A–Z is searched from disk', () => finds(pathToFileURL(built).href + '/'));

test('a divided A–Z is searched below any prefix', async () => {
  const { base, close } = await host('/a/b/', built);
  await finds(base);
  await close();
});

test('without scripts the search leads to the pages of the A–Z', async () => {
  const base = pathToFileURL(built).href + '/';
  const { context, page } = await open(browser, base, { javaScriptEnabled: false });
  await page.goto(base + 'search.html');
  assert.match(await page.innerText('main'), /needs scripts/);
  await page.click('.letters a >> nth=0');
  assert.ok(await page.$('[data-filter] li'));
  await context.close();
});

test('no page scrolls sideways for a long word', async () => {
  const base = pathToFileURL(built).href + '/';
  const kinds = new Map(files(built).filter(name => name.endsWith('.html') && /donau|harbourledger|index|^[^/]*$|search|2014/.test(name)).map(name => [name.replace(/-\d+|ledger-\d/g, ''), name]));
  for (const width of [1280, 768, 390, 320]) {
    const { context, page } = await open(browser, base, { viewport: { width, height: 800 } });
    for (const name of kinds.values()) {
      await page.goto(base + name);
      const over = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${name} is ${over} px wider than ${width} px`);
    }
    await page.goto(base + 'search.html?q=donau');
    await page.waitForSelector('[data-words] li');
    assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth), 0, `what is found at ${width} px`);
    await context.close();
  }
});
