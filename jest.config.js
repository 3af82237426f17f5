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
  testTimeout: 120000,
  maxWorkers: 2,
  // These need Chromium: npm run test:browser.
  testPathIgnorePatterns: ["/node_modules/", "/test/browser/"],
};
