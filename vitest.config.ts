import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // A test waits for events, never for time: on a busy machine it may take its time.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    include: ["{finding,hall-server,drivers,electron,kiosk-ui,counter-ui,test}/**/*.test.ts"],
    globalSetup: "test/require-node24.ts",
    // Processes: a thread that has had a device or a child in hand may never end, and keep the whole run from ending.
    pool: "forks",
    // Tests wait for disks and devices most of their time.
    maxWorkers: 3,
  },
});
