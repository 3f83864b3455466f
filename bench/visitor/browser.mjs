// Chromium by its protocol and nothing else: what a driver switches on and brings into each page
// costs a slow phone as much as a small banner does.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Starts it; `send(method, parameters, session)` asks it for something, and `listen(method, listener)`
 * hears what it tells unasked: one listener at a time for each.
 */
export async function startBrowser(program, flags) {
  const home = await mkdtemp(join(tmpdir(), "volens-bench-"));
  const process = spawn(program, [...flags, "--remote-debugging-pipe", `--user-data-dir=${home}`], {
    // It reads what it is asked for from 3, and answers on 4.
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const gone = new Promise((resolve) => process.once("exit", resolve));
  const [, , , asks, answers] = process.stdio;
  const waiting = new Map();
  const listeners = new Map();
  let count = 0;

  gone.then(() => waiting.forEach(({ reject }) => reject(new Error("the browser has ended"))));
  let rest = "";
  answers.setEncoding("utf8").on("data", (text) => {
    const messages = (rest + text).split("\0");
    rest = messages.pop();
    messages.forEach((message) => take(JSON.parse(message)));
  });

  function take({ id, result, error, method, params }) {
    if (method) return listeners.get(method)?.(params);
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error) asked?.reject(new Error(error.message));
    else asked?.resolve(result);
  }

  return {
    send(method, params = {}, sessionId) {
      const id = ++count;
      asks.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    },
    listen: (method, listener) => listeners.set(method, listener),
    async close() {
      process.kill();
      await gone;
      await rm(home, { recursive: true, force: true });
    },
  };
}
