import { defineConfig } from 'vitest/config'
import { LongestFirst } from './src/testing/longest-first.ts'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'cities/**/*.test.ts', 'bin/**/*.test.ts'],
    globalSetup: ['src/testing/postgres-server.ts'],
    setupFiles: ['src/testing/same-chances.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
})
