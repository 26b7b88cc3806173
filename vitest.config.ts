import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Colour would make printed text differ between a terminal and a pipe.
    env: { NO_COLOR: '1' },
    // A process waits for children now and then: one worker would leave a core idle.
    maxWorkers: '100%',
    testTimeout: 120_000,
    coverage: { include: ['src/**', 'rules/**'] },
  },
});
