import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isMissing, type OpenPage, openPage } from './browser.ts';
import { makeReport } from './make-report.ts';
import { mixedSweep } from './sweeps.ts';

let opened: OpenPage;
let page: Page;
const tasks = (): Locator => page.locator('table.tasks tbody tr[aria-rowindex]');
const firstTasks = async (count: number): Promise<readonly string[]> =>
  (await tasks().locator('th button').allTextContents()).slice(0, count);
const shown = (): Promise<string | null> => page.locator('#shown').textContent();
const details = (): Locator => page.locator('#details');
const heading = (name: string): Locator => page.locator('table.tasks thead th', { hasText: name });

describe.skipIf(isMissing)('the report of 240 tasks in all states', () => {
  let file = '';
  beforeAll(async () => {
    const sweep = await mixedSweep();
    const folder = join(sweep.directory, 'state/provenance');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, '20240315-143022-1.txt'), 'git_commit: none\n');
    const record = 'git_commit: 0123456789abcdef\ngit_branch: <b>trunk\ngit_dirty: yes\ndiff:\n+hidden\n';
    writeFileSync(join(folder, '20240315-143023-2.txt'), record);
    file = makeReport(sweep, '--metric', 'accuracy');
    opened = await openPage(file);
    page = opened.page;
  });
  afterAll(() => opened?.close());
  afterEach(async () => {
    await page.keyboard.press('Escape');
    const clear = page.getByRole('button', { name: 'Clear filters' });
    if (await clear.isEnabled()) await clear.click();
  });

  test('shows the name and the progress of the sweep', async () => {
    expect(await page.title()).toBe('first: sweep report');
    expect(await page.locator('h1').textContent()).toBe('first');
    expect(await page.locator('.facts').textContent()).toContain('240 tasks');
    expect(await page.locator('#progress .lead').textContent()).toContain('222 of 240');
    expect(await page.locator('#progress .chip').allTextContents()).toEqual([
      'completed222',
      'running2',
      'queued2',
      'pending7',
      'failed3',
      'timeout2',
      'cancelled1',
      'lost1',
    ]);
  });

  test('has every section, and its links lead to them', async () => {
    const ids = [
      'progress',
      'best',
      'parameters',
      'effects',
      'tasks',
      'failures',
      'durations',
      'timeline',
      'provenance',
    ];
    expect(await page.locator('main > section').evaluateAll((all) => all.map(({ id }) => id))).toEqual(ids);
    const links = await page
      .locator('nav a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(links).toEqual(ids.map((id) => `#${id}`));
  });

  test('sorts by a click on a heading: numbers as numbers, other text after them, empty cells last', async () => {
    await heading('val_loss').getByRole('button').click();
    expect(await heading('val_loss').getAttribute('aria-sort')).toBe('ascending');
    const cells = async (): Promise<readonly string[]> => {
      const column = await page
        .locator('table.tasks thead th')
        .evaluateAll((all) => all.findIndex((each) => each.textContent === 'val_loss'));
      return tasks()
        .locator(`:nth-child(${column + 1})`)
        .allTextContents();
    };
    const ascending = (await cells()).map(Number);
    expect(ascending).toEqual(ascending.toSorted((a, b) => a - b));
    await heading('val_loss').getByRole('button').click();
    expect(await heading('val_loss').getAttribute('aria-sort')).toBe('descending');
    expect((await cells())[0]).toBe('inf');
    await page.locator('.scroller').evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight));
    await expect.poll(async () => (await cells()).at(-1)).toBe('');
    await expect.poll(cells).toContain('nan');
    expect((await cells()).indexOf('nan')).toBeLessThan((await cells()).indexOf(''));
  });

  test('sorts by the keyboard', async () => {
    await heading('task').getByRole('button').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const wanted = (await heading('task').getAttribute('aria-sort')) === 'descending' ? '240' : '1';
    expect(await firstTasks(1)).toEqual([wanted]);
    await page.keyboard.press('Space');
    expect(await firstTasks(1)).toEqual([wanted === '1' ? '240' : '1']);
    if (wanted === '1') await page.keyboard.press('Space');
  });

  test('filters by text: every word must occur, in any case', async () => {
    await page.getByLabel('Filter', { exact: true }).fill('LION completed');
    expect(await shown()).toBe('69 of 240 tasks');
    await page.getByLabel('Filter', { exact: true }).fill('nothing-like-it');
    expect(await shown()).toBe('0 of 240 tasks');
    expect(await tasks().count()).toBe(0);
  });

  test('filters by states', async () => {
    const chips = page.locator('#tasks .chip');
    await chips.filter({ hasText: 'failed' }).click();
    expect(await firstTasks(9)).toEqual(['5', '17', '18']);
    await chips.filter({ hasText: 'timeout' }).click();
    expect(await firstTasks(9)).toEqual(['5', '17', '18', '60', '61']);
    expect(await page.locator('#progress .chip[aria-pressed=true]').count()).toBe(2);
  });

  test('a click on a cell of the grid shows the task', async () => {
    const grid = page.locator('canvas.grid');
    await grid.scrollIntoViewIfNeeded();
    await grid.click({ position: { x: 3 + 26 * 4 + 10, y: 12 } });
    const text = await details().textContent();
    expect(text).toContain('Task 5');
    expect(text).toContain('failed');
    expect(text).toContain('Exit code3');
    expect(text).toContain('optimizer.lr0.0001');
    expect(text).toContain('Hostnode03');
    expect(text).toMatch(/python3 train\.py .*model\.hidden_size=160.*tasks\/task_5/);
    expect(text).toMatch(/Directory.*sweeps\/outputs\/first\/tasks\/task_5$/);
    await page.keyboard.press('Escape');
    expect(await details().isVisible()).toBe(false);
  });

  test('the arrow keys move through the grid; Enter opens the details, Escape returns', async () => {
    await page.locator('canvas.grid').focus();
    await page.keyboard.press('Home');
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.locator('#announcements').textContent()).toBe('Task 5: failed');
    await page.keyboard.press('Enter');
    expect(await details().getByRole('heading', { level: 2 }).textContent()).toBe('Task 5');
    expect(await page.evaluate('document.activeElement.id')).toBe('details');
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.className')).toBe('grid');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    expect(await details().getByRole('heading', { level: 2 }).textContent()).toBe('Task 240');
  });

  test('another metric is used for ranking, plots and descriptions, with the goal that its name suggests', async () => {
    const best = page.locator('#best tbody tr');
    expect(await best.count()).toBe(10);
    const first = await best.first().textContent();
    await page.locator('#metric').selectOption('val_loss');
    expect(await page.locator('#goal').inputValue()).toBe('minimize');
    expect(await page.locator('#best .hint').textContent()).toContain('val_loss, lowest');
    expect(await best.first().textContent()).not.toBe(first);
    const values = (await best.locator('.strong').allTextContents()).map(Number);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    const lowest = await best.first().textContent();
    await page.locator('#goal').selectOption('maximize');
    expect(await best.first().textContent()).not.toBe(lowest);
    expect(await page.locator('#parameters .chart').getAttribute('aria-label')).toContain('val_loss');
    await page.locator('#metric').selectOption('accuracy');
    expect(await page.locator('#goal').inputValue()).toBe('maximize');
    expect(await best.first().textContent()).toBe(first);
  });

  test('copies the exact command of a best run', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const row = page.locator('#best tbody tr').first();
    await row.getByRole('button', { name: /Copy/ }).click();
    await expect.poll(() => row.getByRole('button', { name: /Copy/ }).textContent()).toBe('Copied');
    const copied = await page.evaluate('navigator.clipboard.readText()');
    expect(copied).toBe(await row.locator('code').textContent());
    expect(copied).toMatch(/^python3 train\.py .*'optimizer\.lr=0\.01'|optimizer\.lr=0\.01/);
  });

  test('dragging along an axis filters the table, and clearing removes the filter', async () => {
    const chart = page.locator('#parameters .chart');
    await chart.scrollIntoViewIfNeeded();
    await expect.poll(() => chart.locator('canvas').count()).toBeGreaterThan(0);
    const box = await chart.boundingBox();
    if (box === null) throw new Error('the plot has no place');
    // The lower half of the first axis: adam, the first of three.
    const x = box.x + 70;
    await page.mouse.move(x, box.y + box.height - 24);
    await page.mouse.down();
    await page.mouse.move(x, box.y + box.height - 60, { steps: 5 });
    await page.mouse.up();
    await expect.poll(shown).toBe('80 of 240 tasks');
    expect(await page.locator('#tasks .filters').textContent()).toContain('Range of optimizer');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    expect(await shown()).toBe('240 tasks');
  });

  test('the ranges can be set with the keyboard', async () => {
    await page.locator('#parameters summary').focus();
    await page.keyboard.press('Enter');
    const rate = page.locator('.ranges fieldset', { hasText: 'optimizer.lr' });
    await rate.getByLabel('from').selectOption('0.01');
    expect(await shown()).toBe('120 of 240 tasks');
    await rate.getByLabel('to').selectOption('0.01');
    expect(await shown()).toBe('60 of 240 tasks');
    const width = page.locator('.ranges fieldset', { hasText: 'model.hidden_size' });
    await width.getByLabel('from').fill('600');
    await width.getByLabel('from').press('Tab');
    expect(await shown()).toBe('6 of 240 tasks');
    await page.locator('#parameters summary').click();
  });

  test('shows the effect of each parameter, the strongest first, with its numbers', async () => {
    const cards = page.locator('#effects article');
    expect(await cards.locator('h3').allTextContents()).toEqual([
      'optimizer.lr',
      'optimizer',
      'model.hidden_size',
    ]);
    await cards.first().locator('summary').click();
    const rows = cards.first().locator('tbody tr');
    expect(await rows.locator('th').allTextContents()).toEqual(['0.0001', '1e-3', '0.01', '0.1']);
    expect(await rows.first().locator('td').first().textContent()).toBe('56');
    await cards.first().locator('summary').click();
  });

  test('lists failures by cause, the most frequent first', async () => {
    const causes = page.locator('#failures .cause');
    expect(await causes.locator('summary strong').allTextContents()).toEqual([
      'out of memory',
      'walltime',
      'exit code 3',
    ]);
    expect(await causes.first().locator('pre').textContent()).toBe('17: Killed');
    await causes.first().getByRole('button', { name: 'Task 18' }).click();
    expect(await details().getByRole('heading', { level: 2 }).textContent()).toBe('Task 18');
  });

  test('shows the provenance records, the latest first, without the diff', async () => {
    const records = page.locator('#provenance details');
    expect(await records.locator('summary strong').allTextContents()).toEqual([
      '0123456789ab (<b>trunk), with changes',
      'none',
    ]);
    await records.first().locator('summary').click();
    expect(await records.first().locator('pre').textContent()).toContain(
      'diff: in state/provenance/20240315-143023-2.txt',
    );
    expect(await page.content()).not.toContain('+hidden');
  });

  test('draws durations and a timeline', async () => {
    for (const id of ['durations', 'timeline']) {
      const chart = page.locator(`#${id} .chart`);
      await chart.scrollIntoViewIfNeeded();
      await expect.poll(() => chart.locator('canvas').count()).toBeGreaterThan(0);
    }
    expect(await page.locator('#durations .chart').getAttribute('aria-label')).toContain('229 tasks; median');
    expect(await page.locator('#timeline .chart').getAttribute('aria-label')).toContain('on 3 hosts');
  });

  test('switches to dark and back, and follows the system again', async () => {
    const background = (): Promise<unknown> =>
      page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await background();
    await page.getByRole('radio', { name: 'Dark' }).focus();
    await page.keyboard.press('Space');
    const dark = await background();
    expect(dark).not.toBe(light);
    await page.reload();
    expect(await background()).toBe(dark);
    await page.getByRole('radio', { name: 'System' }).click();
    expect(await background()).toBe(light);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(background).toBe(dark);
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(background).toBe(light);
  });

  test('in print it is light, and contains the rows that a window would hide', async () => {
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await tasks().count()).toBe(240);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await tasks().count()).toBeLessThan(100);
  });

  test('fits a narrow window without horizontal scrolling', async () => {
    await page.setViewportSize({ width: 380, height: 800 });
    const over = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    await expect.poll(() => page.evaluate(over)).toBe(0);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  test('caused no error on the console and requested no address', () => {
    expect(opened.problems).toEqual([]);
    expect(opened.requests).toEqual([]);
  });
});
