// One small server for every page: brotli made beforehand, nothing rendered while a visitor waits.
// What is Volens' own it has asked `volens serve` for once; decisions go on to it.

import { readFile } from "node:fs/promises";
import http from "node:http";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const MODULES = fileURLToPath(new URL("../node_modules/", import.meta.url));
const TYPES = { css: "text/css", js: "text/javascript; charset=utf-8" };
/** Cached as `volens serve` has its own bundle cached. */
const CACHED = { "cache-control": "max-age=3600" };
/** After this long without a request, in milliseconds, a page is taken to have asked for everything. */
const QUIET = 1000;

export class PageServer {
  #files = new Map();
  #pages = new Map();
  #seen = [];
  #count = 0;
  #servers = [];
  #consent;

  /** `consent`: the origin of a running `volens serve`. */
  constructor(consent) {
    this.#consent = consent;
  }

  /** Listens on a port of this machine, any if 0, and answers which. It may be done more than once. */
  async listen(port) {
    const server = http.createServer((request, response) => {
      this.#answer(request, response).catch((error) => {
        console.error(`${request.method} ${request.url}: ${error.message}`);
        response.writeHead(502).end();
      });
    });
    this.#servers.push(server);
    await new Promise((resolve, reject) => {
      server.once("error", reject).listen(port, "127.0.0.1", resolve);
    });
    return server.address().port;
  }

  close() {
    for (const server of this.#servers) server.close().closeAllConnections();
  }

  /** `html(cookie)` is what a visitor with that cookie header gets; it is asked for beforehand. */
  addPage(path, html) {
    for (const cookie of ["", "choice=1"]) {
      this.#pages.set(`${path} ${cookie}`, brotliCompressSync(html(cookie)));
    }
  }

  /** `from`: a file of an npm package, or what makes the bytes for a path. */
  async addFile(path, from) {
    const bytes = typeof from === "string" ? await readFile(MODULES + from) : await from(path);
    const body = brotliCompressSync(bytes);
    const type = TYPES[path.split("?")[0].split(".").pop()];
    this.#files.set(path, { headers: { "content-type": type, "content-encoding": "br", ...CACHED }, body });
  }

  /** What was asked for since the last time, as `{path, bytes}`. */
  takeSeen() {
    return this.#seen.splice(0);
  }

  /** Resolves when nothing has been asked for during a while. */
  async untilQuiet() {
    for (let count; count !== this.#count; ) {
      count = this.#count;
      await new Promise((resolve) => setTimeout(resolve, QUIET));
    }
  }

  async #answer(request, response) {
    this.#count += 1;
    const { headers, body, status = 200 } =
      this.#page(request) ?? this.#files.get(request.url) ?? (await this.#forward(request));
    this.#seen.push({ path: request.url, bytes: body.length });
    response.writeHead(status, headers).end(body);
  }

  #page({ url, headers }) {
    const choice = headers.cookie?.includes("choice=1") ? "choice=1" : "";
    const body = this.#pages.get(`${url} ${choice}`);
    const type = "text/html; charset=utf-8";
    return body && { headers: { "content-type": type, "content-encoding": "br", "cache-control": "no-cache" }, body };
  }

  /** Asks `volens serve`, and remembers what may be kept. */
  async #forward(request) {
    const sent = await collect(request);
    const answer = await new Promise((resolve, reject) => {
      const { method, headers } = request;
      const host = new URL(this.#consent).host;
      http
        .request(this.#consent + request.url, { method, headers: { ...headers, host } }, resolve)
        .once("error", reject)
        .end(sent);
    });
    const { connection, "transfer-encoding": chunked, ...headers } = answer.headers;
    const reply = { status: answer.statusCode, headers, body: await collect(answer) };
    if (request.method === "GET" && reply.status === 200) this.#files.set(request.url, reply);
    return reply;
  }
}

async function collect(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}
