/** Tests run as ES modules, compiled by the same compiler and settings that run the hub. */
export default {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  transform: { "^.+\\.ts$": "@swc/jest" },
  setupFiles: ["reflect-metadata"],
  globalSetup: "<rootDir>/test/support/global-setup.js",
  globalTeardown: "<rootDir>/test/support/global-teardown.js",
  testTimeout: 300000,
  maxWorkers: 2,
  // Modules of a file stay in its worker's memory when the file is done: a worker that holds much of it starts anew.
  workerIdleMemoryLimit: "1500MB",
  // These need Chromium: npm run test:browser.
  testPathIgnorePatterns: ["/node_modules/", "/test/browser/"],
};
