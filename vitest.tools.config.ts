import { defineConfig } from 'vitest/config';
import quick from './vitest.config.ts';

/** What starts real tools (bash, awks, shellcheck, shfmt, the built program): a stage of its own, because processes are what it costs. */
export default defineConfig({
  test: { ...quick.test, include: ['test/tools/**/*.test.ts'], exclude: [] },
});
