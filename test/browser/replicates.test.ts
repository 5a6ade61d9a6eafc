import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isMissing, type OpenPage, openPage } from './browser.ts';
import { makeReport } from './make-report.ts';
import { replicatedSweep } from './sweeps.ts';

describe.skipIf(isMissing)('the report of a sweep with replicates', () => {
  let opened: OpenPage;
  beforeAll(async () => {
    opened = await openPage(makeReport(await replicatedSweep()));
  });
  afterAll(() => opened?.close());

  test('ranks configurations by their means, with their spread and their tasks', async () => {
    const { page } = opened;
    expect(await page.locator('#best h2').textContent()).toBe('Best configurations');
    const rows = page.locator('#best tbody tr');
    const cells = async (row: number): Promise<readonly string[]> =>
      (await rows.nth(row).locator('td').allTextContents()).map((text) => text.trim());
    expect(await cells(0)).toEqual(['1', '0.01', '2.5', '2', '0.7071', '−3.853 to 8.853', '4 5 6']);
    expect(await cells(1)).toEqual(['2', '0.1', '3', '3', '2.646', '−3.572 to 9.572', '1 2 3']);
    expect(await rows.count()).toBe(2);
    await rows.first().getByRole('button', { name: 'Task 6' }).click();
    expect(await page.locator('#details').textContent()).toContain('Task 6run-6');
  });

  test('plots configurations by the parameters that are not replicates', async () => {
    const { page } = opened;
    const label = await page.locator('#parameters .chart').getAttribute('aria-label');
    expect(label).toBe('Parallel coordinates of 2 configurations: lr, loss');
    expect(await page.locator('#effects article h3').allTextContents()).toEqual(['lr']);
    expect(await page.locator('#effects tbody tr').first().locator('td').first().textContent()).toBe('1');
    expect(await page.locator('table.tasks thead th').nth(1).textContent()).toBe('name');
  });

  test('nothing is printed on the console', () => {
    expect(opened.problems).toEqual([]);
  });
});
