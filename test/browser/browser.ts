import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

const executable = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
const mustBeThere = process.env['CI'] === 'true' && process.getuid?.() === 0;

/**
 * Without a browser the tests are skipped. As root with CI=true they fail, because test/setup-tools.sh must have
 * installed it.
 */
export const isMissing: boolean = executable === undefined && !mustBeThere;
if (isMissing) console.warn('the tests in a browser are skipped: install chromium');

/** A page in a browser, and the errors and requests that it must not have made. */
export interface OpenPage {
  readonly page: Page;
  /** Errors on the console and exceptions. */
  readonly problems: readonly string[];
  /** Addresses that were requested, other than the page's own. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Opens a file from disk in a new browser with its own profile. */
export function openPage(file: string, theme: 'light' | 'dark' = 'light'): Promise<OpenPage> {
  const address = `file://${file}`;
  return openAddress(address, theme, (url) => url === address);
}

/** Opens an address in the same way; `isOwn` decides which requests are expected. */
export async function openAddress(
  address: string,
  theme: 'light' | 'dark',
  isOwn: (url: string) => boolean,
): Promise<OpenPage> {
  if (executable === undefined)
    throw new Error('chromium is missing, and test/setup-tools.sh did not install it');
  const profile = mkdtempSync(join(tmpdir(), 'hsm-browser-'));
  const context = await launch(profile, executable, theme);
  const page = context.pages()[0] ?? (await context.newPage());
  const problems: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  context.on('request', (request) => {
    if (!isOwn(request.url()) && request.url() !== 'data:,') requests.push(request.url());
  });
  await page.goto(address);
  const close = async (): Promise<void> => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { page, problems, requests, close };
}

function launch(profile: string, path: string, theme: 'light' | 'dark'): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath: path,
    headless: true,
    chromiumSandbox: false,
    colorScheme: theme,
    viewport: { width: 1280, height: 900 },
    args: [
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}
