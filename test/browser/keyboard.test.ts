import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isMissing, type OpenPage, openPage } from './browser.ts';
import { makeReport } from './make-report.ts';
import { mixedSweep } from './sweeps.ts';

/** The element with the focus: its text, and whether the focus is visible. */
const focus = `(() => {
  const element = document.activeElement;
  const box = element.closest('label') ?? element;
  const marks = [element, element.nextElementSibling].flatMap((each) => (each ? [getComputedStyle(each)] : []));
  return {
    tag: element.tagName,
    name: element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? box.textContent.trim(),
    isMarked: marks.some(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && outlineWidth !== '0px'),
    isSeen: box.getBoundingClientRect().width > 1,
  };
})()`;

interface Focus {
  readonly tag: string;
  readonly name: string;
  readonly isMarked: boolean;
  readonly isSeen: boolean;
}

let opened: OpenPage;

describe.skipIf(isMissing)('with the keyboard alone', () => {
  beforeAll(async () => {
    opened = await openPage(makeReport(await mixedSweep()));
  });
  afterAll(() => opened?.close());

  test('every control can be reached, has a name, and shows its focus', async () => {
    const { page } = opened;
    const walked: Focus[] = [];
    for (let step = 0; step < 400; step += 1) {
      await page.keyboard.press('Tab');
      const at = (await page.evaluate(focus)) as Focus;
      if (at.tag === 'BODY') break;
      walked.push(at);
    }
    expect(walked.filter(({ name }) => name === '')).toEqual([]);
    expect(walked.filter(({ isMarked, isSeen }) => !isMarked || !isSeen)).toEqual([]);
    expect(walked.length).toBeLessThan(100);
    const names = walked.map(({ name }) => name).join('\n');
    for (const wanted of [
      'Skip to the table of tasks',
      'System',
      'Best',
      'Metric',
      'Goal',
      'State of 240 tasks',
      'completed222',
      'Task 219: show its details',
      'Copy the command of task 219',
      'Set ranges with the keyboard',
      'Numbers',
      'Filter',
      'Table of tasks',
      'accuracy',
      'Task 1: show its details',
      'out of memory',
    ]) {
      expect(names).toContain(wanted);
    }
  });

  test('the first link skips everything before the table', async () => {
    const { page } = opened;
    await page.reload();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('tasks-heading');
  });

  test('a task is opened from the table and closed again, and the focus returns', async () => {
    const { page } = opened;
    const row = page.locator('table.tasks tbody tr[aria-rowindex="2"] button');
    await row.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.locator('#details h2').textContent()).toBe('Task 2');
    expect(await page.evaluate('document.activeElement.id')).toBe('details');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Close');
    await page.keyboard.press('Enter');
    expect(await page.locator('#details').isVisible()).toBe(false);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('2');
  });

  test('the page has its landmarks', async () => {
    const { page } = opened;
    for (const role of ['banner', 'navigation', 'main', 'contentinfo', 'search'] as const) {
      expect(await page.getByRole(role).count()).toBe(1);
    }
    const unnamed = await page
      .locator('button, input, select, canvas.grid, [role=img]')
      .evaluateAll(
        (all) =>
          all.filter(
            (each) =>
              !each.getAttribute('aria-label') &&
              !each.textContent &&
              !(each as { labels?: unknown[] }).labels?.length,
          ).length,
      );
    expect(unnamed).toBe(0);
  });
});
