// Takes the picture of a report that the README and the docs show: `npm run docs:picture`. It runs the quickstart in a temporary
// directory, makes its report, and photographs it in Chromium. Commit the picture when the report looks different.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));
const picture = join(root, 'docs/reference/report.png');
/** The area of the picture, from the top of the first element to the bottom of the last, without the dividing lines. */
const sections = ['#parameters', '#effects'];
const margin = -2;

const executable = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
if (executable === undefined) throw new Error('Chromium is not installed');

const project = mkdtempSync(join(tmpdir(), 'hsm-picture-'));
try {
  cpSync(join(root, 'examples/quickstart'), project, {
    recursive: true,
    filter: (path) => !path.endsWith('outputs'),
  });
  const hsm = (...words) =>
    execFileSync(process.execPath, [join(root, 'dist/hsm.js'), ...words], { cwd: project, stdio: 'inherit' });
  hsm('run', '--name', 'first', '--', '--no-progress');
  hsm('report', 'first');
  await photograph(join(project, 'sweeps/outputs/first/report.html'));
} finally {
  rmSync(project, { recursive: true, force: true });
}

async function photograph(page) {
  const browser = await chromium.launch({ executablePath: executable, chromiumSandbox: false });
  const tab = await browser.newPage({ colorScheme: 'light', viewport: { width: 1120, height: 3000 } });
  await tab.goto(`file://${page}`);
  await tab.waitForTimeout(1000);
  const boxes = await Promise.all(sections.map((section) => tab.locator(section).boundingBox()));
  const top = Math.min(...boxes.map(({ y }) => y)) - margin;
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + margin;
  await tab.screenshot({ path: picture, clip: { x: 0, y: top, width: 1120, height: bottom - top } });
  await browser.close();
  console.log(`wrote ${picture}`);
}
