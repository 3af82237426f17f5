/**
 * The compose file, as far as it can be judged without a container engine: the form that the Compose specification
 * gives, and what the hub promises of its containers. `compose-spec.json` is the specification's own schema, from
 * github.com/compose-spec/compose-spec; it is under Apache-2.0, whose text lies beside it.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import { parse } from "yaml";
import { PROJECT_DIR, readConfig, SETTINGS } from "../../kernel/process/config.js";
import { services as subgraphs } from "../../services/index.js";

const textOf = (file: string): string => readFileSync(path.join(PROJECT_DIR, file), "utf8");

/** A service of the file, as far as these tests look at it. */
interface ComposeService {
  image?: string;
  build?: string;
  user?: string;
  read_only?: boolean;
  init?: boolean;
  privileged?: boolean;
  cap_add?: string[];
  cap_drop?: string[];
  security_opt?: string[];
  command?: string[];
  environment: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[]; disable?: boolean };
  networks: string[];
  ports?: string[];
  stop_grace_period?: string;
  network_mode?: string;
}

const compose = parse(textOf("docker-compose.yml"), { merge: true }) as {
  services: Record<string, ComposeService>;
  networks: Record<string, { internal?: boolean } | null>;
};
const all = Object.entries(compose.services);
const ours = all.filter(([name]) => name !== "postgres");
const instructions = textOf("Dockerfile").replaceAll(/^#.*\n/gm, "").replaceAll("\\\n", " ").trim().split("\n");

test("the file has the form that the Compose specification gives", () => {
  const schema = JSON.parse(textOf("test/contract/compose-spec.json")) as Record<string, unknown>;
  // It names its dialect, draft 7, by an address that no validator knows.
  const validate = new Ajv({ allErrors: true, strict: false }).compile({ ...schema, $schema: "http://json-schema.org/draft-07/schema#" });
  validate(compose);
  expect(validate.errors).toBeNull();
  // A schema that takes anything would say the same.
  expect(validate({ ...compose, services: { plans: { comand: ["node"] } } })).toBe(false);
});

test("there is a container for PostgreSQL, for each service and for the gateway, and for nothing else", () => {
  expect(Object.keys(compose.services)).toEqual(["postgres", ...subgraphs.map(({ name }) => name), "gateway"]);
  expect(compose.services["gateway"]!.command).toEqual(["node", "--import", "./register.js", "gateway/main.ts"]);
  for (const { name } of subgraphs) expect(compose.services[name]!.command).toEqual(["node", "--import", "./register.js", "services/main.ts", name]);
});

test.each(all)("the container of %s runs as no root, writes nothing to its image, has no privilege and says whether it is well", (_, service) => {
  expect(service.user).toMatch(/^(node|postgres)$/);
  expect(service).toMatchObject({ read_only: true, init: true, cap_drop: ["ALL"], security_opt: ["no-new-privileges:true"] });
  for (const looser of ["privileged", "cap_add", "network_mode", "pid", "ipc", "devices"]) expect(service).not.toHaveProperty(looser);
  expect(service.healthcheck!.test[0]).toBe("CMD");
  expect(service.healthcheck!.disable).toBeUndefined();
});

test("the gateway and the services are one image, made from the Dockerfile on a base of one version", () => {
  expect(new Set(ours.map(([, { image }]) => image))).toEqual(new Set(["partnership-hub"]));
  for (const [, { build }] of ours) expect(build).toBe(".");
  expect(instructions[0]).toMatch(/^FROM node:24\.\d+\.\d+-bookworm-slim$/);
  expect(instructions.at(-1)).toBe("USER node");
  expect(compose.services["postgres"]!.image).toMatch(/^postgres:18\.\d+-bookworm$/);
});

test("no secret and no key stands in the file or the image: each is a variable that must be set", () => {
  const required = (value: string): string => value.replaceAll(/\$\{[A-Z_]+:\?[^}]+\}/g, "<required>");
  const secrets = all.flatMap(([, { environment }]) => Object.entries(environment).filter(([name]) => /SECRET|PASSWORD|TOKEN_/.test(name)));
  expect(new Set(secrets.map(([name]) => name))).toEqual(new Set(["POSTGRES_PASSWORD", "HUB_LOGIN_PASSWORD", "HUB_SECRET", "TOKEN_ISSUER", "TOKEN_AUDIENCE", "TOKEN_JWKS_URL"]));
  for (const [, value] of secrets) expect(required(value)).toBe("<required>");
  for (const { name } of subgraphs) expect(required(compose.services[name]!.environment["DATABASE_URL"]!)).toBe("postgres://hub_login:<required>@postgres:5432/hub");
  expect(textOf("deploy/hub-login.sql")).toContain("password :'password'");
  expect(instructions.filter((each) => /^(ARG|ENV|ADD)\b/.test(each))).toEqual(["ENV NODE_ENV=production"]);
});

test("the image holds what was named for it and nothing else: no history, no data of a hub, no tests", () => {
  const [first, ...rest] = textOf(".dockerignore").split("\n").filter((line) => line && !line.startsWith("#"));
  expect(first).toBe("*");
  expect(rest).toEqual([".swcrc", "package.json", "package-lock.json", "register.js", "commands", "data", "gateway", "kernel", "questions", "schema", "services"].map((each) => `!${each}`));
});

test("each part is given settings that the hub knows, in production, and no more than it needs", () => {
  const known = SETTINGS.map(({ name }) => name);
  for (const [, { environment }] of ours) {
    expect(known).toEqual(expect.arrayContaining(Object.keys(environment)));
    expect(environment["HUB_MODE"]).toBe("production");
  }
  expect(compose.services["gateway"]!.environment).not.toHaveProperty("DATABASE_URL");
  for (const { name } of subgraphs) expect(Object.keys(compose.services[name]!.environment).filter((each) => each.startsWith("TOKEN_"))).toEqual([]);
});

test("the gateway's port alone is published, to the machine itself alone, and the gateway and PostgreSQL share no network", () => {
  expect(all.flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port]))).toEqual([["gateway", "127.0.0.1:${HUB_PORT:-4000}:4000"]]);
  const { gateway, postgres } = compose.services;
  expect(gateway!.networks.filter((each) => postgres!.networks.includes(each))).toEqual([]);
  for (const { name } of subgraphs) {
    const reached = (other: ComposeService) => compose.services[name]!.networks.some((each) => other.networks.includes(each));
    expect([reached(gateway!), reached(postgres!)]).toEqual([true, true]);
  }
  // Only the gateway has a way out: to its port and to the issuer's keys.
  const open = Object.keys(compose.networks).filter((name) => !compose.networks[name]?.internal);
  expect(all.filter(([, { networks }]) => networks.some((each) => open.includes(each))).map(([name]) => name)).toEqual(["gateway"]);
});

test("a part is waited for until it is well, and is given longer to stop than it takes", () => {
  for (const [name, { depends_on: awaited, stop_grace_period: grace }] of ours) {
    expect(awaited).toEqual(Object.fromEntries((name === "gateway" ? subgraphs.map((each) => each.name) : ["postgres"]).map((each) => [each, { condition: "service_healthy" }])));
    expect(Number(/^(\d+)s$/.exec(grace!)![1]) * 1_000).toBeGreaterThan(readConfig({}).drainMs + 30_000);
  }
});
