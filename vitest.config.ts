import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'targets/**/*.test.ts'],
    exclude: ['test/browser/**', 'test/tools/**'],
    // A worker keeps what it has loaded: loading the compiler again for each file took half of the time.
    pool: 'forks',
    isolate: false,
    maxWorkers: availableParallelism(),
    // What takes a second may take many on a machine with other work.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
