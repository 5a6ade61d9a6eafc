import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isMissing, openAddress } from './browser.ts';
import { type Server, serveFolder } from './serve-folder.ts';

const built: string = fileURLToPath(new URL('../../site/.vitepress/dist', import.meta.url));

/** Words that a reader may search for, and pages that must be among the first results. */
const searches: readonly (readonly [string, readonly string[]])[] = [
  ['requeue', ['/guide/cluster/requeue.html']],
  ['out of memory', ['/guide/when-something-fails.html']],
  ['MaxArraySize', ['/guide/cluster/limits.html']],
  ['HSM201', ['/diagnostics/HSM201.html']],
  ['argparse', ['/guide/your-own-program.html']],
  ['inodes', ['/guide/administrators.html']],
];

describe.skipIf(isMissing)('the site', () => {
  let server: Server;
  beforeAll(async () => {
    server = await serveFolder(built);
  });
  afterAll(() => server?.close());

  const open = (path: string, theme: 'light' | 'dark' = 'light') =>
    openAddress(`${server.address}${path}`, theme, (url) => url.startsWith(server.address));

  test.each(searches)(
    'a search for %s finds the page about it, without a network',
    async (words, expected) => {
      const { page, problems, requests, close } = await open('/guide/start.html');
      await page.locator('#local-search button').click();
      await page.locator('#localsearch-input').fill(words);
      const results = page.locator('.VPLocalSearchBox .results a.result');
      await results.first().waitFor();
      // The first results are drawn again while more of the index is searched.
      await expect
        .poll(async () => {
          const links = await results.evaluateAll((all) =>
            all.map((each) => each.getAttribute('href') ?? ''),
          );
          return expected.every((path) => links.slice(0, 5).some((link) => link.split('#')[0] === path));
        })
        .toBe(true);
      expect(requests).toEqual([]);
      expect(problems).toEqual([]);
      await close();
    },
  );

  test.each([
    ['light', 1280],
    ['light', 390],
    ['dark', 1280],
    ['dark', 390],
  ] as const)('%s, %i pixels wide: pages fit, and follow the theme of the system', async (theme, width) => {
    const { page, problems, requests, close } = await open('/', theme);
    await page.setViewportSize({ width, height: 800 });
    const paths = [
      '/',
      '/guide/start.html',
      '/guide/coming-from.html',
      '/reference/sweep-language/blocks.html',
    ];
    for (const path of paths) {
      await page.goto(`${server.address}${path}`);
      await page.waitForLoadState('networkidle');
      const tooWide = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(tooWide, path).toBeLessThanOrEqual(0);
      const isDark = await page.evaluate<boolean>("document.documentElement.classList.contains('dark')");
      expect(isDark).toBe(theme === 'dark');
    }
    expect(requests).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });

  test('a link between pages works, and headings have the same addresses as on GitHub', async () => {
    const { page, close } = await open('/reference/commands.html');
    await page.locator('.vp-doc a[href*="emitted-directory"]').first().click();
    await page.locator('h1', { hasText: 'The emitted directory' }).waitFor();
    await page.goto(`${server.address}/reference/sweep-language/program.html#the-program-script-command`);
    expect(await page.locator('#the-program-script-command').count()).toBe(1);
    await close();
  });
});
