import { cloudflareTest } from "@cloudflare/vitest-plugin";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { DEVELOPMENT_VARIABLES } from "./scripts/development-variables.ts";
import { readAdversaryOrders } from "./scripts/adversary-orders.ts";
import { plantFault } from "./scripts/planted-faults.ts";
import { keepTemporaryFilesInMemory } from "./scripts/keep-temporary-files-in-memory.ts";

// Every worker test creates some twenty databases and throws them away; in memory that takes a sixth of the time.
keepTemporaryFilesInMemory();

const adversaryOrders = readAdversaryOrders(process.env);

/** The Worker and its objects as they run in production. */
const inWorkerd = (shards: number, ...plugins: readonly Plugin[]) => ({
  oxc: { jsx: { runtime: "automatic" as const, importSource: "hono/jsx" } },
  plugins: [
    ...plugins,
    cloudflareTest({
      wrangler: { configPath: "./wrangler.toml" },
      miniflare: { bindings: { ...DEVELOPMENT_VARIABLES, SHARDS: String(shards) } },
    }),
  ],
});

export default defineConfig({
  test: {
    coverage: {
      provider: "istanbul",
      include: ["src/domain/**", "src/calendar/**"],
      reporter: ["text-summary", "json-summary"],
      // The tour runs two requests and covers little.
      ...(process.argv.includes("tour") ? {} : { thresholds: { "src/domain/**": { branches: 95 } } }),
    },
    projects: [
      {
        test: {
          name: "unit",
          // Pure code keeps no state: loading it once instead of once a file saves half of the time.
          isolate: false,
          maxWorkers: 2,
          include: ["test/**/*.test.ts"],
          exclude: [
            "test/worker/**",
            "test/browser/**",
            "test/faults/**",
            "test/adversary/adversary.test.ts",
            "test/adversary/staff.test.ts",
          ],
          testTimeout: 120_000,
        },
      },
      {
        // Every test starts them all anew: with sixteen that is a fifth of the time.
        ...inWorkerd(4),
        test: {
          name: "worker",
          // One workerd for all files, as each test begins and ends clean (useGarland); starting one a file takes as long as the tests.
          isolate: false,
          maxWorkers: 2,
          include: ["test/worker/**/*.test.ts"],
          // Objects have real alarms, which a machine that is busy with something else lets fire in the middle of a test.
          retry: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      // The bundle as it is deployed, on plain workerd, when the machine it runs on fails.
      { test: { name: "faults", include: ["test/faults/*.test.ts"], testTimeout: 120_000, hookTimeout: 120_000 } },
      // `npm run faults` only.
      {
        test: {
          name: "long-faults",
          include: ["test/faults/long/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      // `npm run tour` only: it counts, and tests nothing.
      { ...inWorkerd(4), test: { name: "tour", include: ["test/worker/tour/list-tour.ts"] } },
      {
        // A small world, so that people collide.
        ...inWorkerd(2, plantFault(adversaryOrders.fault)),
        test: {
          name: "adversary",
          include: ["test/adversary/{adversary,staff}.test.ts"],
          provide: { adversary: adversaryOrders },
          maxWorkers: 1,
          testTimeout: 3_600_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: "test/browser/setup.ts",
          // Files keep no state, and loading wrangler takes seconds.
          isolate: false,
          retry: 1,
          maxWorkers: 2,
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
