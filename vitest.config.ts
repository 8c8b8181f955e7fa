import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{hall-server,drivers,electron,kiosk-ui,counter-ui,test}/**/*.test.ts"],
    globalSetup: "test/require-node24.ts",
    pool: "threads",
    maxWorkers: 2,
  },
});
