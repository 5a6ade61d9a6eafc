import { defineConfig } from 'vitest/config';

/** The report's page in a real browser: a stage of its own, because it needs Chromium and the built program. */
export default defineConfig({
  test: { include: ['test/browser/**/*.test.ts'], pool: 'forks', testTimeout: 60_000, hookTimeout: 120_000 },
});
