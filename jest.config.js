/**
 * Tests run as the hub runs: as modules of Node's own, compiled by register.js, in two processes that load them once
 * for all their files. Jest's own runner loads the whole hub anew for each file.
 */
export default {
  runner: ["jest-light-runner", { runtime: "child_process" }],
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  setupFiles: ["reflect-metadata"],
  setupFilesAfterEnv: ["<rootDir>/test/support/in-time.js"],
  globalSetup: "<rootDir>/test/support/global-setup.js",
  globalTeardown: "<rootDir>/test/support/global-teardown.js",
  maxWorkers: 2,
  // These need Chromium: npm run test:browser.
  testPathIgnorePatterns: ["/node_modules/", "/test/browser/"],
};
