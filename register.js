/**
 * Runs TypeScript: each file of the project is compiled by swc as it is loaded, with the settings of .swcrc. In
 * this thread, since a loader in a thread of its own doubled the time of a start.
 */
import { existsSync, readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { transformSync } from "@swc/core";

/** A file of the project; jest adds a search to the address of a test. */
const isTypeScript = (url) => url !== undefined && url.startsWith("file:") && url.split("?")[0].endsWith(".ts");

registerHooks({
  resolve(specifier, context, next) {
    // TypeScript imports name the file as it would be called once compiled.
    if (specifier.startsWith(".") && specifier.endsWith(".js") && isTypeScript(context.parentURL)) {
      const source = new URL(specifier.replace(/\.js$/, ".ts"), context.parentURL);
      if (existsSync(source)) return { url: source.href, format: "module", shortCircuit: true };
    }
    return next(specifier, context);
  },
  load(url, context, next) {
    if (!isTypeScript(url)) return next(url, context);
    const filename = fileURLToPath(url);
    const { code } = transformSync(readFileSync(filename, "utf8"), { filename, sourceMaps: "inline" });
    return { format: "module", source: code, shortCircuit: true };
  },
});
