/** Verifies the audit of every service: `npm run audit`. Shows what happened to one thing: `npm run audit -- award-peterborough-2015-16`. */
import "reflect-metadata";
import { commandDatabase } from "../kernel/database/command-database.js";
import { readConfig } from "../kernel/process/config.js";
import { openLog } from "../kernel/process/log.js";
import { runToTheEnd } from "../kernel/process/run.js";
import { Audit } from "../kernel/database/audit.js";
import { services } from "../services/index.js";

await runToTheEnd(async (closing) => {
  const [id] = process.argv.slice(2);
  const config = readConfig(process.env, "command");
  const url = await commandDatabase(config, openLog(config.logLevel, process.stderr.fd), closing);
  let findings = 0;
  let entries = 0;
  for (const { name } of services) {
    const audit = await Audit.open(url, name, config.rolePrefix);
    closing(() => audit.close());
    if (id) {
      const found = await audit.of(id);
      for (const entry of found) process.stdout.write(`${JSON.stringify({ service: name, ...entry })}\n`);
      entries += found.length;
      continue;
    }
    const report = await audit.verify();
    process.stdout.write(`${name}: ${report.entries} entries, ${report.days} sealed days${report.head ? ` up to ${report.head}` : ""}, ${report.findings.length || "no"} findings\n`);
    for (const finding of report.findings) process.stdout.write(`  ${finding}\n`);
    findings += report.findings.length;
  }
  if (id && entries === 0) throw new Error(`Nothing in the audit has the id ${id}.`);
  if (findings) throw new Error("The audit does not verify: somebody changed the database past the hub.");
});
