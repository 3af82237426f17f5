/** The tests that look at the IDE page in Chromium. */
import config from "./jest.config.js";

export default { ...config, roots: ["<rootDir>/test/browser"], testPathIgnorePatterns: ["/node_modules/"] };
