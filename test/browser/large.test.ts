import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isMissing, type OpenPage, openPage } from './browser.ts';
import { makeReport } from './make-report.ts';
import { largeSweep } from './sweeps.ts';

let opened: OpenPage;
let page: Page;
const firstInSight = `(() => {
  const scroller = document.querySelector('.scroller').getBoundingClientRect();
  const row = document.elementFromPoint(scroller.left + 40, scroller.top + 48).closest('tr');
  return row.querySelector('button').textContent;
})()`;

describe.skipIf(isMissing)('the report of 10,000 tasks', () => {
  beforeAll(async () => {
    opened = await openPage(makeReport(await largeSweep()));
    page = opened.page;
  });
  afterAll(() => opened?.close());

  test('has few rows at any moment, and the right ones wherever it is scrolled to', async () => {
    const scroller = page.locator('.scroller');
    await scroller.scrollIntoViewIfNeeded();
    for (const task of [1, 5_000, 9_979, 4_321]) {
      await scroller.evaluate((element, top) => element.scrollTo(0, top), (task - 1) * 32);
      await expect.poll(() => page.evaluate(firstInSight)).toBe(String(task));
      expect(await page.locator('table.tasks tbody tr').count()).toBeLessThan(80);
    }
    const height = await scroller.evaluate((element) => element.scrollHeight);
    expect(Math.round(height / 32)).toBe(10_001);
  });

  test('shows no gap while it is scrolled with the wheel', async () => {
    const scroller = page.locator('.scroller');
    await scroller.evaluate((element) => element.scrollTo(0, 0));
    await scroller.hover();
    for (let turn = 0; turn < 40; turn += 1) {
      await page.mouse.wheel(0, 700);
      // A row is in the middle of the visible area once the frame is drawn.
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      expect(await page.evaluate(firstInSight)).toMatch(/^\d+$/);
    }
  });

  test('sorts and filters all of them', async () => {
    await page.locator('table.tasks thead th', { hasText: 'loss' }).getByRole('button').click();
    const first = page.locator('table.tasks tbody tr[aria-rowindex="2"] th');
    expect(await first.textContent()).toBe('8967');
    await page.locator('#filter-text').fill('node07 failed');
    expect(await page.locator('#shown').textContent()).toBe('0 of 10\u202f000 tasks');
    await page.locator('#filter-text').fill('node06 failed');
    expect(await page.locator('#shown').textContent()).toBe('25 of 10\u202f000 tasks');
    await page.locator('#filter-text').fill('');
  });

  test('the arrow keys lead beyond the existing rows', async () => {
    await page.locator('table.tasks thead th', { hasText: 'task' }).getByRole('button').click();
    await page.locator('table.tasks tbody tr[aria-rowindex="2"] button').focus();
    for (let step = 0; step < 60; step += 1) await page.keyboard.press('ArrowDown');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('61');
    for (let step = 0; step < 60; step += 1) await page.keyboard.press('ArrowUp');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('1');
  });

  test('draws every plot, and one cell per task', async () => {
    for (const plot of await page.locator('.chart').all()) {
      await plot.scrollIntoViewIfNeeded();
      await expect.poll(() => plot.locator('canvas').count(), { timeout: 20_000 }).toBeGreaterThan(0);
    }
    const grid = page.locator('canvas.grid');
    await grid.focus();
    await page.keyboard.press('End');
    await expect.poll(() => page.locator('#announcements').textContent()).toBe('Task 10000: failed');
    expect(opened.problems).toEqual([]);
  });
});
