// Chromium as a slow phone on a slow network. It is driven by its protocol itself and few of its domains: with
// `Runtime` enabled it notes the stack at every cookie read, which costs a slow phone as much as a small banner.

import { startBrowser } from "./browser.mjs";

export const NETWORK = { latency: 150, kilobits: 1600 };
export const SLOWDOWN = 4;
const SCREEN = { width: 390, height: 844, deviceScaleFactor: 2, mobile: true };
const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--hide-scrollbars",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const PATIENCE = 30_000;

export const launch = (program) => startBrowser(program, FLAGS);

/**
 * Runs `visit(tab)` in a fresh profile whose tab is connected to `origin` already. `proxy`: the
 * address of one to connect through, or undefined.
 */
export async function asNewVisitor({ browser, origin, proxy }, probe, visit) {
  // Servers of this machine are asked without a proxy otherwise.
  const profile = proxy ? { proxyServer: proxy, proxyBypassList: "<-loopback>" } : {};
  const { browserContextId } = await browser.send("Target.createBrowserContext", profile);
  try {
    // The browser's own start-up belongs to nobody's banner.
    const url = `${origin}/blank`;
    const { targetId } = await browser.send("Target.createTarget", { url, browserContextId });
    const { sessionId } = await browser.send("Target.attachToTarget", { targetId, flatten: true });
    const tab = new Tab((method, parameters) => browser.send(method, parameters, sessionId), origin);
    await tab.slowDown();
    await tab.send("Page.enable");
    await tab.send("Page.addScriptToEvaluateOnNewDocument", { source: probe });
    return await visit(tab);
  } finally {
    await browser.send("Target.disposeBrowserContext", { browserContextId });
  }
}

class Tab {
  #ask;
  #origin;

  constructor(ask, origin) {
    this.#ask = ask;
    this.#origin = origin;
  }

  send(method, parameters) {
    return within(PATIENCE, this.#ask(method, parameters), method);
  }

  async slowDown() {
    const throughput = (NETWORK.kilobits * 1000) / 8;
    await this.send("Emulation.setDeviceMetricsOverride", SCREEN);
    await this.send("Emulation.setTouchEmulationEnabled", { enabled: true });
    await this.send("Emulation.setLocaleOverride", { locale: "lv_LV" });
    await this.evaluate(loaded);
    await this.send("Network.enable");
    await this.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: NETWORK.latency,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    });
    await this.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
    // Processor time: what other programs take from this machine does not count.
    await this.send("Performance.enable", { timeDomain: "threadTicks" });
  }

  /** Answers as soon as the new page has begun. */
  async goto(path) {
    const { errorText } = await this.send("Page.navigate", { url: this.#origin + path });
    if (errorText) throw new Error(`${path}: ${errorText}`);
  }

  /** Calls a function of the page, and waits for what it promises. */
  async evaluate(work, argument) {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", {
      expression: `(${work})(${JSON.stringify(argument)})`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? `${work}`);
    return result.value;
  }

  /** Milliseconds of processor time the page's main thread has taken. */
  async work() {
    const { metrics } = await this.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  }

  /** Kilobytes that its scripts and its document hold once what nobody needs is gone, Wasm's memory among them. */
  async memory() {
    await this.send("HeapProfiler.collectGarbage");
    const { usedSize, embedderHeapUsedSize, backingStorageSize } = await this.send("Runtime.getHeapUsage");
    return (usedSize + embedderHeapUsedSize + backingStorageSize) / 1000;
  }

  /** A finger on an element, which may be in a shadow root. */
  async tap(wanted) {
    const point = await this.evaluate((target) => {
      const element = window.bench.find(target);
      // A person would scroll to it.
      element.scrollIntoView({ block: "nearest" });
      const { left, top, width, height } = element.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    }, wanted);
    await this.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [point] });
    await this.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  }
}

function within(most, promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: no answer in ${most / 1000} s`)), most);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** In the page. */
const loaded = () =>
  document.readyState === "complete" || new Promise((resolve) => addEventListener("load", resolve));
