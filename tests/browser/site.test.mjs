// Every page of the committed site, in a browser.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { axe, copyOfSite, host, launch, moved, open, pages, site } from './lib.mjs';

const require = createRequire(import.meta.url);
const WIDTHS = [[1280, 800], [768, 1024], [390, 844], [320, 640]];
let browser, copy;

before(async () => {
  browser = await launch();
  copy = copyOfSite();
});
after(async () => {
  await browser.close();
  fs.rmSync(copy.folder, { recursive: true });
});

// What tells that scripts are off is not among what must be the same.
const text = page => page.evaluate(() => {
  document.querySelectorAll('main noscript').forEach(note => note.remove());
  return document.querySelector('main').innerText.replace(/\s+/g, ' ').trim();
});

test('there are pages to look at', () => {
  for (const name of ['index.html', 'articles/index.html', 'sources/index.html', 'topics/index.html', 'search.html', 'about.html', 'set-aside.html', '404.html']) {
    assert.ok(pages.includes(name), name);
  }
  assert.ok(pages.filter(name => name.startsWith('articles/')).length > 5);
});

test('the HTML checker finds nothing', () => {
  const jar = require.resolve('vnu-jar/build/dist/vnu.jar');
  let out = '';
  try {
    execFileSync('java', ['-jar', jar, '--skip-non-html', '--format', 'json', ...[...pages, ...moved].map(name => path.join(site, name))], { stdio: 'pipe', maxBuffer: 1 << 28 });
  } catch (error) {
    out = String(error.stderr || error);
  }
  const found = out ? JSON.parse(out).messages : [];
  // The checker cannot resolve 'self' for files on disk; the browser tests below judge the content policy.
  const faults = found.filter(m => !/Content-Security-Policy|Content Security Policy/.test(m.message));
  assert.deepEqual(faults.map(m => `${path.basename(m.url)}:${m.lastLine} ${m.message}`), []);
});

for (const colorScheme of ['light', 'dark']) {
  test(`from disk, ${colorScheme}: no fault, nothing wider than the window, nothing that axe finds`, async () => {
    for (const [width, height] of WIDTHS) {
      const { context, page, faults } = await open(browser, copy.base, { colorScheme, viewport: { width, height } });
      for (const name of pages) {
        await page.goto(copy.base + name);
        const over = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${name} is ${over} px wider than ${width} px`);
        if (width !== 390 && width !== 1280) continue;
        await page.evaluate(axe + ';0');
        const violations = await page.evaluate(async () => {
          const result = await window.axe.run(document, { resultTypes: ['violations'], preload: false });
          return result.violations.map(v => `${v.id}: ${v.nodes[0].target.join(' ')}`);
        });
        assert.deepEqual(violations, [], `${name} at ${width} px, ${colorScheme}`);
      }
      assert.deepEqual(faults, []);
      await context.close();
    }
  });
}

test('an address that moved leads to a page, with and without scripts', async () => {
  assert.ok(moved.length > 0);
  for (const javaScriptEnabled of [true, false]) {
    const { context, page, faults } = await open(browser, copy.base, { javaScriptEnabled });
    for (const name of moved) {
      // Leaving at once cuts the first visit short, which a browser may call a failure: only where it ends counts.
      await page.goto(copy.base + name).catch(() => {});
      const arrived = () => pages.some(known => page.url().split('#')[0] === copy.base + known);
      for (let tries = 0; !arrived() && tries < 100; tries++) await new Promise(done => setTimeout(done, 50));
      assert.ok(arrived(), `${name} leads to ${page.url()}`);
      await page.waitForLoadState('load');
    }
    assert.deepEqual(faults, []);
    await context.close();
  }
});

test('the same text without scripts', async () => {
  const on = await open(browser, copy.base);
  const off = await open(browser, copy.base, { javaScriptEnabled: false });
  for (const name of pages) {
    await on.page.goto(copy.base + name);
    await off.page.goto(copy.base + name);
    assert.equal(await text(off.page), await text(on.page), name);
  }
  assert.deepEqual([...on.faults, ...off.faults], []);
  await on.context.close();
  await off.context.close();
});

test('under any prefix of a plain host, every link leads to a page', async () => {
  for (const prefix of ['/', '/a/b/']) {
    const { base, close } = await host(prefix);
    const { context, page, faults } = await open(browser, base);
    const seen = new Set(['index.html']);
    const queue = ['index.html'];
    while (queue.length) {
      const name = queue.shift();
      if (!name.endsWith('.html')) {
        // Tables and feeds: a browser would save them.
        assert.equal((await fetch(base + name)).status, 200, name);
        continue;
      }
      await page.goto(base + name);
      for (const href of await page.$$eval('a[href]', links => links.map(a => a.href.split('#')[0]))) {
        if (!href.startsWith(base)) continue;
        const next = href.slice(base.length);
        if (next && !seen.has(next)) {
          seen.add(next);
          queue.push(next);
        }
      }
    }
    assert.deepEqual(faults, []);
    const unseen = pages.filter(name => !seen.has(name) && name !== '404.html');
    assert.deepEqual(unseen, [], 'every page is linked');
    await context.close();
    await close();
  }
});

test('by keyboard: skip link, search, visible focus', async () => {
  const { context, page } = await open(browser, copy.base);
  for (const name of ['index.html', pages.find(name => /^articles\/.+-[0-9a-f]{8}\.html$/.test(name)), 'topics/index.html']) {
    await page.goto(copy.base + name);
    await page.keyboard.press('Tab');
    assert.match(await page.evaluate(() => document.activeElement.textContent), /skip/i, name);
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => location.hash), '#main', name);
    await page.goto('about:blank');
    await page.goto(copy.base + name);
    let found = false;
    for (let i = 0; i < 40 && !found; i++) {
      await page.keyboard.press('Tab');
      const focus = await page.evaluate(() => {
        const style = getComputedStyle(document.activeElement);
        return { search: document.activeElement.matches('input[type=search]'), ring: style.outlineStyle !== 'none' || style.boxShadow !== 'none' };
      });
      assert.ok(focus.ring, `${name}: focus is visible at stop ${i + 1}`);
      found = focus.search;
    }
    assert.ok(found, `${name}: Tab reaches the search`);
  }
  await context.close();
});

test('nothing shifts while a page loads', async () => {
  const { base, close } = await host('/');
  const { context, page } = await open(browser, base);
  for (const name of ['index.html', pages.find(name => /^articles\/.+-[0-9a-f]{8}\.html$/.test(name))]) {
    await page.goto(base + name);
    await page.waitForTimeout(300);
    const shift = await page.evaluate(() => new Promise(done => {
      let sum = 0;
      new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; }).observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => done(sum), 100);
    }));
    assert.ok(shift < 0.0001, `${name} shifts by ${shift}`);
  }
  await context.close();
  await close();
});
