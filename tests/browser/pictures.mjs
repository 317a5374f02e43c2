// Makes the pictures of docs/pictures from the committed site. tests/browser/run pictures
import path from 'node:path';
import { copyOfSite, launch, open, pages, root, site } from './lib.mjs';
import fs from 'node:fs';

const browser = await launch();
const copy = copyOfSite();
const article = pages.filter(name => /^articles\/.+-[0-9a-f]{8}\.html$/.test(name))[1];
const topic = pages.find(name => name === 'topics/trade.html') ?? pages.find(name => /^topics\/(?!index)/.test(name));
for (const [name, page, width, height, colorScheme] of [
  ['home-light', 'index.html', 1280, 1000, 'light'],
  ['home-dark', 'index.html', 1280, 1000, 'dark'],
  ['article-light', article, 1280, 1000, 'light'],
  ['topic-light', topic, 1280, 1000, 'light'],
  ['article-phone', article, 390, 844, 'light'],
]) {
  const opened = await open(browser, copy.base, { colorScheme, viewport: { width, height } });
  // Readers see the fonts from their second page on; the pictures show them at once.
  const css = fs.readFileSync(path.join(site, 'assets/theme.css'), 'utf8').replaceAll('font-display:optional', 'font-display:block');
  await opened.page.route('**/theme.css', route => route.fulfill({ contentType: 'text/css', body: css }));
  await opened.page.goto(copy.base + page);
  await opened.page.evaluate(() => document.fonts.ready);
  await opened.page.screenshot({ path: path.join(root, 'docs/pictures', `${name}.png`) });
  await opened.context.close();
  console.log(`docs/pictures/${name}.png`);
}
await browser.close();
fs.rmSync(copy.folder, { recursive: true });
