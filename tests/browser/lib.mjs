// What the browser tests share: the site's pages, a static host under any prefix, and a browser that talks to nobody else.
import { chromium } from 'playwright-core';
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const site = path.join(root, 'site');
export const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export function files(folder = site, below = '') {
  return fs.readdirSync(path.join(folder, below), { withFileTypes: true }).flatMap(entry => {
    const name = below ? `${below}/${entry.name}` : entry.name;
    return entry.isDirectory() ? files(folder, name) : [name];
  }).sort();
}

const html = files().filter(name => name.endsWith('.html'));
const isMoved = name => /<meta http-equiv="refresh"/.test(fs.readFileSync(path.join(site, name), 'utf8'));
// Addresses that only lead to another page, and all other pages.
export const moved = html.filter(isMoved);
export const pages = html.filter(name => !moved.includes(name));

/** A folder whose name must be percent-encoded, with a copy of the site. */
export function copyOfSite() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dossier-'));
  const copy = path.join(folder, 'a b', 'папка');
  fs.cpSync(site, copy, { recursive: true });
  return { folder, base: pathToFileURL(copy).href + '/' };
}

const TYPES = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', woff2: 'font/woff2', xml: 'application/xml', txt: 'text/plain' };

/** A plain static host, as a reader's own would be: no rewriting, a prefix, 404 for what is not there. */
export async function host(prefix, folder = site) {
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const below = name.startsWith(prefix) ? name.slice(prefix.length) || 'index.html' : null;
    const file = below && !below.includes('..') ? path.join(folder, below) : null;
    if (!file || !fs.existsSync(file) || fs.statSync(file).isDirectory()) {
      response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' });
      return response.end(fs.readFileSync(path.join(folder, '404.html')));
    }
    response.writeHead(200, { 'content-type': TYPES[file.split('.').pop()] ?? 'application/octet-stream' });
    response.end(fs.readFileSync(file));
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  server.unref(); // A test that fails must not keep the process.
  return { base: `http://127.0.0.1:${server.address().port}${prefix}`, close: () => server.closeAllConnections() ?? server.close() };
}

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

/** A page that lists in `faults` every console message, failed request and request to anybody else. */
export async function open(browser, base, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const faults = [];
  await context.route('**/*', route => {
    const url = route.request().url();
    if (url.startsWith(base) || /^(data|about|blob):/.test(url)) return route.continue();
    faults.push(`asks ${url}`);
    return route.abort();
  });
  page.on('console', message => { if (['error', 'warning'].includes(message.type())) faults.push(`console: ${message.text()}`); });
  page.on('pageerror', error => faults.push(`script: ${error.message}`));
  page.on('response', response => { if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`); });
  // Leaving a page ends what it was still loading: that is no fault of the page.
  page.on('requestfailed', request => { if (!/ERR_ABORTED/.test(request.failure()?.errorText ?? '')) faults.push(`failed ${request.url()}`); });
  return { context, page, faults };
}
