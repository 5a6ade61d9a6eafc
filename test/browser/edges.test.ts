import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { builtSweep, recordCommand } from '../report/built-sweep.ts';
import { resultsCsv } from '../report/results.ts';
import { isMissing, type OpenPage, openPage } from './browser.ts';
import { makeReport } from './make-report.ts';

const attack = '</script><script>window.hit=1</script><img src=x onerror="window.hit=1">\'"--><b>&lt;';
const empty = (): string => '';

let opened: OpenPage | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

/** Opens the report of results; fails if the page reported an error or requested something. */
async function open(
  csv: string,
  change: (directory: string) => void = () => undefined,
  errors?: string,
): Promise<Page> {
  const sweep = await builtSweep(csv, undefined, errors);
  change(sweep.directory);
  opened = await openPage(makeReport(sweep));
  await scrollThrough(opened.page);
  expect(opened.problems).toEqual([]);
  expect(opened.requests).toEqual([]);
  return opened.page;
}

/** Plots are created when they come near the visible area. */
async function scrollThrough(page: Page): Promise<void> {
  for (const plot of await page.locator('.chart').all()) {
    await plot.scrollIntoViewIfNeeded();
    await expect.poll(() => plot.locator('canvas').count()).toBeGreaterThan(0);
  }
}

function sections(page: Page): Promise<readonly string[]> {
  return page.locator('main > section').evaluateAll((all) => all.map(({ id }) => id));
}

describe.skipIf(isMissing)('the report of', () => {
  test('values that are markup are shown as text everywhere', async () => {
    const csv = resultsCsv(
      6,
      { optimizer: (task) => `${attack}${task % 2}`, lr: String, [`${attack}x`]: (task) => String(task % 2) },
      { [`${attack}metric`]: (task) => String(task / 7), note: () => attack },
      { host: () => attack, state: (task) => (task === 6 ? 'failed' : task === 5 ? attack : 'completed') },
    );
    const errors = `task\tstate\texit_code\tcause\thost\tduration\tlast_line\n6\t${attack}\t1\t${attack}\t${attack}\t1\t${attack}\n`;
    const page = await open(csv, (directory) => recordCommand(directory, 1, attack), errors);
    for (const id of ['parameters', 'effects', 'durations', 'timeline']) {
      const plot = page.locator(`#${id} .chart`).first();
      await plot.scrollIntoViewIfNeeded();
      const box = await plot.boundingBox();
      if (box === null) throw new Error(`the plot of ${id} has no place`);
      for (let x = 0.05; x < 1; x += 0.1) {
        for (let y = 0.15; y < 1; y += 0.14)
          await page.mouse.move(box.x + box.width * x, box.y + box.height * y);
      }
    }
    expect(await page.locator('.tooltip').count()).toBeGreaterThan(0);
    await page.locator('#best tbody button.link').first().click();
    expect(await page.locator('#details').textContent()).toContain(attack);
    expect(await page.locator('#failures').textContent()).toContain(`6: ${attack}`);
    expect(await page.locator('table.tasks').textContent()).toContain(attack);
    expect(await page.evaluate('window.hit')).toBe(undefined);
    expect(await page.locator('img, b').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(2);
    expect(opened?.problems).toEqual([]);
  });

  test('a sweep that has not run', async () => {
    const nothing = Object.fromEntries(
      ['exit_code', 'duration', 'host', 'attempt', 'started', 'ended'].map((name) => [name, empty]),
    );
    const page = await open(
      resultsCsv(6, { lr: String }, { loss: empty }, { ...nothing, state: () => 'pending' }),
    );
    expect(await sections(page)).toEqual(['progress', 'tasks']);
    expect(await page.locator('#progress .lead').textContent()).toContain('0 of 6');
    expect(await page.locator('.facts').textContent()).toContain('Startednot yet');
    expect(await page.locator('.ranking').count()).toBe(0);
  });

  test('a sweep without metrics is ranked by duration', async () => {
    const page = await open(resultsCsv(6, { lr: String, optimizer: () => 'adam' }, {}));
    expect(await page.locator('#metric').inputValue()).toBe('duration');
    expect(await page.locator('#goal').inputValue()).toBe('minimize');
    expect(await page.locator('#effects h3').allTextContents()).toEqual(['lr']);
  });

  test('one task', async () => {
    const page = await open(resultsCsv(1, { lr: () => '0.1' }, { loss: () => '0.5' }));
    expect(await sections(page)).toEqual(['progress', 'best', 'tasks', 'durations', 'timeline']);
    expect(await page.locator('#best tbody tr').count()).toBe(1);
  });

  test('metrics that are not numbers, infinite or missing', async () => {
    const cells = ['nan', 'inf', '-inf', '', '0.25', 'NaN'];
    const metrics = {
      loss: (task: number) => cells[task - 1] ?? '',
      verdict: () => 'good',
      diverged: () => 'nan',
    };
    const page = await open(resultsCsv(6, { lr: String }, metrics));
    expect(await page.locator('#metric option').allTextContents()).toEqual(['loss', 'duration']);
    expect(await page.locator('#best tbody th').allTextContents()).toEqual(['5']);
    expect(await page.locator('#parameters .hint').first().textContent()).toContain(
      '5 tasks without a value',
    );
  });

  test('values in other scripts, and very long ones', async () => {
    const long = 'ein sehr langer Wert '.repeat(5_000);
    const page = await open(
      resultsCsv(
        6,
        {
          'größe_😀': (task) => `模型 ${task % 2} 🚀`,
          text: (task) => (task === 2 ? long : `zeile\n"${task}"`),
        },
        { genauigkeit_α: (task) => String(task / 10) },
        { host: () => 'узел-01' },
      ),
    );
    await page.locator('table.tasks tbody button').nth(1).click();
    const text = await page.locator('#details').textContent();
    expect(text).toContain('模型 0 🚀');
    expect(text).toContain(long);
    const over = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate(over)).toBe(0);
  });

  test('a sweep without tasks', async () => {
    const page = await open(resultsCsv(0, { lr: String }, {}));
    expect(await page.locator('#progress').textContent()).toContain('no tasks');
  });
});
