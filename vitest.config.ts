import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Colour would make printed text differ between a terminal and a pipe.
    env: { NO_COLOR: '1' },
    testTimeout: 30_000,
    coverage: { include: ['src/**', 'rules/**'] },
  },
});
