/** Who may know whom. Each rule says what to do instead. */
const SERVICES = "^services/(plans|grants|indicators)/";

module.exports = {
  forbidden: [
    {
      name: "no-circle",
      severity: "error",
      comment: "Two files that need each other are one thing or three: let the child know the parent, and lists come from the resolver.",
      from: {},
      to: { circular: true },
    },
    {
      name: "services-are-strangers",
      severity: "error",
      comment: "Services agree through schema/ alone: refer to another service's noun by its key, in a folder of the same name.",
      from: { path: SERVICES },
      to: { path: SERVICES, pathNot: "^services/$1/" },
    },
    {
      name: "gateway-knows-no-service",
      severity: "error",
      comment: "The gateway reads the supergraph and asks over a SubgraphClient; start.ts brings the two together.",
      from: { path: "^gateway/" },
      to: { path: "^services/" },
    },
    {
      name: "services-know-no-gateway",
      severity: "error",
      comment: "A service answers whoever asks it: what it needs from a request is in kernel/subgraph/context.ts.",
      from: { path: "^services/" },
      to: { path: "^gateway/" },
    },
    {
      name: "kernel-stands-alone",
      severity: "error",
      comment: "The kernel holds what two units use: hand it what it needs as an argument.",
      from: { path: "^kernel/" },
      to: { path: "^(services|gateway|data|questions|bench|test|docs|schema|commands)/|^start\\.ts$" },
    },
    {
      name: "nouns-know-no-doors",
      severity: "error",
      comment: "A noun is told by its class alone; doors (resolvers) and verbs know nouns, never the other way round.",
      from: { path: `${SERVICES}[a-z]+/([a-z-]+)/\\2\\.ts$` },
      to: { path: "\\.resolver\\.ts$|/(find|import)-[a-z-]+\\.ts$" },
    },
    {
      name: "one-file-opens-databases",
      severity: "error",
      comment: "Take the Database that kernel/database/ opened.",
      from: { path: "^(kernel|services|gateway|schema|commands)/|^[a-z]+\\.ts$", pathNot: "^kernel/database/" },
      to: { path: "node_modules/(pg|@mikro-orm/postgresql)/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "one-file-writes-the-log",
      severity: "error",
      comment: "Take the Logger that kernel/process/log.ts opened.",
      from: { pathNot: "^kernel/process/log\\.ts$" },
      to: { path: "node_modules/pino/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "product-knows-no-test",
      severity: "error",
      comment: "What a test and the product both need belongs to the product.",
      from: { path: "^(kernel|services|gateway|schema|data|commands)/|^[a-z]+\\.ts$" },
      to: { path: "^(test|bench)/" },
    },
    {
      name: "declared-packages-only",
      severity: "error",
      comment: "Add the package to package.json, pinned, and say in docs/decisions/ why it was chosen.",
      from: {},
      to: { dependencyTypes: ["unknown", "undetermined", "npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "product-needs-no-development-package",
      severity: "error",
      comment: "Move the package to dependencies, or the code to test/ or bench/.",
      from: { path: "^(kernel|services|gateway|commands)/|^start\\.ts$" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "node_modules/(?!(pg|pino|@mikro-orm/postgresql)/)" },
    tsPreCompilationDeps: "specify",
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"], extensions: [".ts", ".js", ".d.ts"] },
  },
};
