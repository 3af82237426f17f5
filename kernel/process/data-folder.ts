/** The folder that HUB_DATA_DIR names: the hub's own, and what it makes there once for all its starts. */
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { ConfigError } from "./config.js";

/** Makes the folder where there is none. What others could have put into it is not trusted. */
export function ownFolder(dir: string): void {
  fs.mkdirSync(dir, { recursive: true, mode: 0o755 });
  if (!process.getuid) return;
  const { uid, mode } = fs.statSync(dir);
  if (uid !== process.getuid() || mode & 0o002) {
    throw new ConfigError("HUB_DATA_DIR", `${dir} belongs to another user or can be written by everybody: give the hub a folder of its own.`);
  }
}

/** What the file holds: made at the first start, readable by the hub's user alone. */
export function madeOnce(file: string, make: () => string): string {
  if (!fs.existsSync(file)) {
    // Written whole before it has its name; of two starts at once the first to name it has it.
    const writing = `${file}.${randomBytes(6).toString("hex")}`;
    fs.writeFileSync(writing, make(), { flag: "wx", mode: 0o600 });
    try {
      fs.linkSync(writing, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      fs.rmSync(writing);
    }
  }
  return fs.readFileSync(file, "utf8");
}
