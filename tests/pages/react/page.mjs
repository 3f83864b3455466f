// Prints the whole page: `node page.mjs`. React and esbuild are the gate's own packages.

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

const html = execFileSync(process.execPath, { input: bundle("server.mjs", "node") }).toString();
const script = bundle("client.mjs", "browser").replaceAll("</script", "<\\/script");
console.log(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>A page that React takes over</title>
<link rel="icon" href="data:,">
<script>
ran = [];
errors = [];
console.error = (...texts) => errors.push(texts.join(" "));
</script>
<script src="{{consent}}/pages/en.js"></script>
</head>
<body>
<footer><a href="#" data-volens="settings">Privacy settings</a></footer>
<div id="root">${html.trim()}</div>
<script>${script}</script>
</body>
</html>`);
