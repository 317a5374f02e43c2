// The search: of texts, and of a collection whose A–Z has several pages; and its longest words.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { axe, copyOfSite, files, host, launch, open, root } from './lib.mjs';

const TITLES = ['Café on the Old Quay </script><b>Closes</b>', '中俄关系进入新阶段', 'Οδός στο λιμάνι', 'Weather in the islands', `${'Donaudampfschifffahrt'.repeat(15)} opens`];
// Letters of many scripts, each in a word: as the build folds them, so must the script.
const SIGNS = Array.from({ length: 0x2fff }, (_, n) => String.fromCodePoint(n + 0x20)).concat([...'ﬁﬀＡｚ①②ℌ🅰Ⅷ㎏한국항만俄文豈𠀀𝒜ﾊﾞ']).filter(c => /[\p{L}\p{N}]/u.test(c)).map(c => `q${c}x`).join(' ');
let browser, folder, built;

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dossier-'));
  const lines = Array.from({ length: 400 }, (_, n) => TITLES[n] ?? `Letter ${n} from the harbour ${n % 3 ? 'office' : 'master'}`).map((title, n) => JSON.stringify({
    id: `${n}`, title, source: n === 4 ? `${'Harbourledger'.repeat(12)} News` : `The Ledger ${n % 7}`, author: n === 4 ? 'Quill'.repeat(20) : 'Marta Quill', date: `20${10 + n % 10}-03-02`,
    text: `Number ${n} was written by hand and tells at some length what the port authority said on that day.\n\nIt went on for weeks and nobody could say when it would be over.`,
  }));
  const article = (id, title, text) => lines.push(JSON.stringify({ id, title, source: 'The Quay', author: 'Marta Quill', date: '2020-03-02', text }));
  const filler = 'It was the only sentence that anybody remembered of the long speech that the mayor gave on the pier that evening.';
  article('b1', 'Bird 1', `${filler}\n\nThe boat from Zeebru\u0308gge lay at the quai all night, and nobody on board knew when it would be unloaded.`);
  article('b2', 'Bird 2', `The boat to Zeebrugge was late, and the people who waited for it went home before it came in at last.\n\n${filler}\n\nA quai is what others call a pier, and there are three of them in the town, all of them closed in winter.`);
  article('b3', 'Bird 3', `A kittiwake sat on the roof of the customs house, and the officers inside did not know what it was called.`);
  article('b4', 'Signs 4', '中俄关系进入新阶段，两国元首在北京会晤，签署了十五项合作协议，涉及能源、贸易和科技等领域，双方表示满意。');
  article('b5', 'Signs 5', 'เมื่อวันอังคารที่ผ่านมา เรือลำแรกจากทางเหนือจะมาถึงภายในหนึ่งสัปดาห์ เจ้าหน้าที่กล่าวว่าทุกอย่างพร้อมแล้ว');
  article('b6', 'Signs 6', 'The page said </script><img src=x onerror=alert(1)> in the middle of a sentence, and everybody in the office laughed about it.');
  article('b7', 'Signs 7', `${SIGNS} and all of these were signs that somebody had carved into the beams of the house.`);
  fs.mkdirSync(path.join(folder, 'in'));
  fs.writeFileSync(path.join(folder, 'in', 'picture.html'), `<html><head><title>Picture 1</title></head><body><article><h1>Picture 1</h1><p>${filler}</p><figure><img src=x.jpg><figcaption>A kittiwake on the roof of the old lighthouse.</figcaption></figure><p>The lighthouse was built in the year of the flood and has not been painted since then, the keeper said.</p></article></body></html>`);
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
  rows: [...document.querySelectorAll('#hits .rows li')].map(li => li.textContent),
  passages: [...document.querySelectorAll('#hits .pass li')].map(li => li.innerText.replace(/\s+/g, ' ')),
  marks: [...document.querySelectorAll('#hits mark')].map(mark => mark.textContent),
}));

async function find(page, text) {
  await page.fill('#q', '');
  await page.waitForFunction(() => document.getElementById('found').textContent === '' && !document.querySelector('#hits *'));
  await page.fill('#q', text);
  await page.waitForFunction(() => /^0 entries and 0|too many/.test(document.getElementById('found').textContent) || document.querySelector('#hits li, [data-filter] li:not([hidden])') && document.getElementById('found').textContent !== '');
  await page.waitForFunction(() => /^\d+ entr\S+ and 0 /.test(document.getElementById('found').textContent) || document.querySelector('#hits li'));
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
  assert.equal(many.status, '396 entries and 0 passages with these words.');
  assert.equal(many.rows.length, 20);
  await page.click('text=Show more');
  await page.waitForFunction(() => document.querySelectorAll('#hits .rows li').length === 120);
  assert.equal((await find(page, 'nothingofthesort')).rows.length, 0);

  // From any other page, by its search box.
  await page.goto(base + 'sources/index.html');
  loaded = 0;
  await page.fill('.find input', 'weather isl');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#hits .rows li');
  const { rows } = await state(page);
  assert.equal(rows.length, 1, rows.join(' | '));
  assert.ok(loaded > 0 && loaded < 7, `${loaded} parts are loaded`);
  await page.click('#hits .rows li a');
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

test('a word that stands only in a text leads to its paragraph, by keyboard, from disk', async () => {
  const copy = copyOfSite();
  for (const [width, colorScheme] of [[1280, 'light'], [390, 'dark']]) {
    const { context, page, faults } = await open(browser, copy.base, { viewport: { width, height: 800 }, colorScheme });
    let loaded = [];
    page.on('request', request => { if (/\/search\/.*\.js$/.test(request.url())) loaded.push(request.url()); });
    await page.goto(copy.base + 'search.html');
    assert.deepEqual(loaded, [], 'nothing is loaded before somebody types');
    await page.keyboard.press('/');
    await page.keyboard.type('gazprom pipelin');
    await page.waitForSelector('#hits .pass li');
    const { status, passages, marks } = await state(page);
    assert.match(status, /^\d+ entr(y|ies) and \d+ passages? with these words/);
    assert.match(passages[0], /Sputnik International/);
    assert.ok(marks.includes('Gazprom') && marks.includes('pipelines'), marks.join(', '));
    assert.ok(loaded.length <= 3, loaded.join(' '));
    await page.evaluate(axe + ';0');
    assert.deepEqual(await page.evaluate(async () => (await window.axe.run(document, { resultTypes: ['violations'], preload: false })).violations.map(v => `${v.id}: ${v.nodes[0].target.join(' ')}`)), []);
    assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth), 0);

    const focus = () => page.evaluate(() => document.activeElement.matches('#hits .at') ? 'hit' : document.activeElement.id || document.activeElement.tagName);
    while (await focus() !== 'hit') await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    assert.equal(await focus(), 'q', 'Escape leads back to the box');
    while (await focus() !== 'hit') await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/articles\/.*#p\d+$/);
    await page.waitForFunction(() => { const { top } = document.querySelector(location.hash).getBoundingClientRect(); return top >= 0 && top < innerHeight; });
    const marked = await page.evaluate(() => { const at = document.querySelector(location.hash); return [at.matches('.text p'), at.textContent]; });
    assert.ok(marked[0] && /Gazprom/.test(marked[1]), marked.join(' '));

    await page.goBack();
    await page.waitForSelector('#hits .pass li');
    assert.equal(await page.inputValue('#q'), 'gazprom pipelin', 'the way back leads to what was found');
    assert.deepEqual(faults, []);
    await context.close();
  }
  fs.rmSync(copy.folder, { recursive: true });
});

test('several words: passages that hold all come first, then articles that hold them apart, then what stands beside', async () => {
  const base = pathToFileURL(built).href + '/';
  const { context, page, faults } = await open(browser, base);
  await page.goto(base + 'search.html');
  for (const [asked, status, first, marked] of [
    ['zeebrugge QUAI', '0 entries and 1 passage with these words, and apart in 1 more article.', /¶ 2 .*¶ 1|¶ 2/, ['Zeebrügge', 'quai']],
    ['kittiwake', '0 entries and 2 passages with these words.', /¶ 1/, ['kittiwake', 'kittiwake']],
    ['俄关', '1 entry and 1 passage with these words.', /¶ 1/, ['俄关']],
    ['พร้อม', '0 entries and 1 passage with these words.', /¶ 1/, undefined],
    ['</script>', '1 entry and 1 passage with these words.', /The page said <\/script>/, ['script']],
  ]) {
    const got = await find(page, asked);
    assert.equal(got.status, status, asked);
    assert.match(got.passages[0], first, asked);
    if (marked) assert.deepEqual(got.marks.slice(0, marked.length).map(mark => mark.normalize()), marked, asked);
  }
  const got = await find(page, 'kittiwake');
  assert.match(got.passages[1], /Caption/, 'a caption comes last and is called one');
  const number = (await find(page, 'authority')).status.match(/and (\d+) passages/)[1];
  assert.ok(number > 300, number);
  assert.equal(await page.$$eval('#hits blockquote', all => all.length), 20);
  assert.equal(await page.textContent('#hits button'), `Show more (${number - 20} left)`);
  assert.ok(await page.$eval('#hits .at', a => document.getElementById(a.getAttribute('aria-describedby')).contains(a)), 'the passage describes its link');
  assert.deepEqual(faults, []);
  await context.close();
});

test('the script reads words as the build does', () => {
  const source = fs.readFileSync(path.join(root, 'templates/assets/dossier.js'), 'utf8');
  const reader = source.slice(source.indexOf('  var U ='), source.indexOf('  // Whether a word is one that was asked for'));
  const terms = vm.runInNewContext(`${reader};terms`);
  const load = name => { let data; vm.runInNewContext(fs.readFileSync(path.join(built, 'search', `${name}.js`), 'utf8'), { dossier: d => { data = d; } }); return data; };
  const [names, starts] = load('contents');
  const listed = new Set(names.flatMap(name => load(name).filter((_, i) => i % 2 === 0)));
  const read = new Set();
  starts.forEach((_, n) => load(`text-${n + 1}`)[0].forEach(row => row[9].forEach(piece => terms(piece[0]).forEach(word => read.add(word)))));
  assert.ok(read.size > 500, `${read.size} words`);
  // A single sign is what a text without spaces ends with: the script reads it only where it stands alone.
  const single = word => [...word].length === 1 && !/[a-z0-9]/.test(word);
  assert.deepEqual([...read].filter(word => !listed.has(word)), []);
  const titles = new Set(TITLES.concat(['The Ledger']).flatMap(title => terms(title)));
  const others = [...listed].filter(word => !read.has(word) && !titles.has(word) && !single(word) && !/^[a-z0-9]+$/.test(word));
  assert.deepEqual(others, []);
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
    await page.waitForSelector('#hits .rows li');
    assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth), 0, `what is found at ${width} px`);
    await context.close();
  }
});
