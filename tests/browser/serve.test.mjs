// `dossier serve`: an edit is on the screen without a reload by hand.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { launch, open } from './lib.mjs';

test('a page reloads itself when an article changes', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dossier-serve-'));
  const article = title => `${title}\n\nThe harbour opened on Tuesday after two years of work, the port said.\n\nShips from four countries are expected in the first week.\n`;
  fs.writeFileSync(path.join(folder, 'one.txt'), article('Harbour Opens After Two Years'));
  const server = spawn(process.env.DOSSIER, ['serve', folder, '--port', '0', '--color', 'never'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const browser = await launch();
  try {
    const base = await new Promise((done, fail) => {
      let said = '';
      const look = chunk => {
        said += chunk;
        const found = said.match(/http:\/\/(?:127\.0\.0\.1|localhost):\d+\//);
        if (found) done(found[0]);
      };
      server.stdout.on('data', look);
      server.stderr.on('data', look);
      server.on('exit', code => fail(new Error(`serve ended with ${code}: ${said}`)));
    });
    const { page, faults } = await open(browser, base);
    await page.goto(base);
    await page.getByText('Harbour Opens After Two Years').first().waitFor();
    fs.writeFileSync(path.join(folder, 'one.txt'), article('Harbour Opens After Three Years'));
    await page.getByText('Harbour Opens After Three Years').first().waitFor({ timeout: 10000 });
    assert.deepEqual(faults.filter(fault => !/reload/.test(fault)), []);
  } finally {
    await browser.close();
    server.kill('SIGINT');
    fs.rmSync(folder, { recursive: true });
  }
});
