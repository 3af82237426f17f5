/** How long a newcomer waits: a fresh clone, `npm ci`, `npm start`, until the first answer. */
import { spawn } from "node:child_process";
import path from "node:path";
import { PROJECT_DIR } from "../kernel/process/config.js";
import { ask, inTemporaryFolder, start } from "./processes.js";
import { figure, table, type Section } from "./report.js";
import { FIRST_QUESTION } from "./start.js";

const BOUND_S = 45;

/** Times it once, with npm's cache as it is. */
export function timeInstall(): Promise<Section> {
  return inTemporaryFolder(async (dir) => {
    const clone = path.join(dir, "clone");
    const cloned = await seconds(() => run("git", ["clone", "--quiet", PROJECT_DIR, clone], dir));
    const installed = await seconds(() => run("npm", ["ci", "--no-audit", "--no-fund"], clone));
    const began = performance.now();
    // A data folder inside the clone: nothing that the project itself holds is touched.
    const hub = await start({ program: "npm", args: ["start"], cwd: clone, env: { HUB_DATA_DIR: path.join(clone, ".hub") } });
    let answered: number;
    try {
      await ask(hub.address, FIRST_QUESTION);
      answered = (performance.now() - began) / 1000;
    } finally {
      await hub.stop();
    }
    const sum = installed + answered;
    return {
      title: "Install",
      text: [
        `A fresh clone of what is committed, with npm's cache as it is; once. The bound is ${BOUND_S} s for \`npm ci\` and \`npm start\` together.`,
        "",
        table(
          ["git clone, s", "npm ci, s", "npm start to first answer, s", "npm ci + npm start, s", `within ${BOUND_S} s`],
          [[figure(cloned), figure(installed), figure(answered), figure(sum), sum <= BOUND_S ? "yes" : "NO"]],
        ),
      ].join("\n"),
    };
  });
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

function run(program: string, args: string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
    child.once("error", reject);
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`${program} ${args[0]} ended with ${code}.`))));
  });
}
