// Prints a page: `node page.mjs Shop`, or `Whole`, whose document React renders too. React and esbuild are the gate's own packages.

import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const modules = fileURLToPath(new URL("../../../gate/node_modules/", import.meta.url));
const { buildSync } = createRequire(modules)("esbuild");

function bundle(name, platform) {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL(name, import.meta.url))],
    bundle: true,
    write: false,
    platform,
    nodePaths: [modules],
    logLevel: "error",
    // What React says about a page that is not as it wrote it, it says while developing.
    define: { "process.env.NODE_ENV": '"development"' },
  });
  return outputFiles[0].text;
}

const shown = process.argv.at(-1);
const html = execFileSync(process.execPath, ["-", shown], { input: bundle("server.mjs", "node") }).toString().trim();
const script = `<script>${bundle("client.mjs", "browser").replaceAll("</script", "<\\/script")}</script>`;
const head = `<meta charset="utf-8">
<link rel="icon" href="data:,">
<script>
ran = [];
errors = [];
console.error = (...texts) => errors.push(texts.join(" "));
</script>
<script src="{{consent}}/pages/en.js"></script>`;

// Functions, because a replacement's "$" means something.
const whole = () => html.replace("</head>", () => `${head}</head>`).replace("</body>", () => `${script}</body>`);
const part = () => `<html lang="en">
<head>
<title>A page that React takes over</title>
${head}
</head>
<body>
<footer><a href="#" data-volens="settings">Privacy settings</a></footer>
<div id="root">${html}</div>
${script}
</body>
</html>`;
console.log(`<!doctype html>\n${shown === "Whole" ? whole() : part()}`);
