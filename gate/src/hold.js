// Held scripts and their release: `<script type="text/plain" data-category data-service>`.
//
// Whatever this does not release stays inert by itself: a browser runs no `text/plain`. So every
// doubt (unknown category, wrong nonce, refused Trusted Types policy) ends in leaving it alone.

import { nextTask } from "./later.js";

// `nomodule` never runs where this gate runs, and would never say that it has loaded.
const HELD = 'script[type="text/plain"][data-category]:not([nomodule])';
const OWN = ["type", "src", "nonce", "data-type"];

export function createHold(nonce, isGranted) {
  const released = [];
  const skipped = new WeakSet();
  let loading = [];
  let running;
  let policy;

  const next = () =>
    [...document.querySelectorAll(HELD)].find(
      (held) => !skipped.has(held) && isGranted(held.dataset),
    );

  const isInline = (held) => !held.hasAttribute("src");

  /** While the page is parsed, the text of its last script may still be on its way. */
  const isComplete = (held) =>
    !isInline(held) || held.nextSibling || document.readyState !== "loading";

  function release(held) {
    // The gate's own nonce, else that of any script that has run. It is compared, never lent:
    // injected markup must not gain what the page's CSP denies it.
    const own = nonce || document.querySelector('script[nonce]:not([type="text/plain"])')?.nonce;
    if (own && held.nonce !== own) throw Error("volens: a held script lacks the page's nonce");
    const asIs = (text) => text;
    policy ??= (window.trustedTypes ?? { createPolicy: (_, rules) => rules }).createPolicy(
      "volens",
      {
        createScript: asIs,
        createScriptURL: asIs,
      },
    );

    const script = document.createElement("script");
    for (const { name, value } of held.attributes) {
      if (!OWN.includes(name)) script.setAttribute(name, value);
    }
    const { type } = held.dataset;
    if (type) script.type = type;
    script.nonce = held.nonce;
    // Scripts made by script are async unless told otherwise; then they run in order of insertion.
    script.async = held.hasAttribute("async");
    if (isInline(held)) script.text = policy.createScript(held.text);
    else script.src = policy.createScriptURL(held.getAttribute("src"));

    if (script.src && !script.async) {
      loading.push(
        new Promise(
          (done) => (script.addEventListener("load", done), script.addEventListener("error", done)),
        ),
      );
    }
    released.push({ ...held.dataset });
    held.replaceWith(script);
  }

  /** Releases what is granted, one task each, in the order of the document. */
  async function run() {
    if (running) return;
    running = true;
    await nextTask();
    for (let held; (held = next()) && isComplete(held);) {
      if (isInline(held) && loading.length) {
        // An inline script may need those before it. Then look again: the decision may have changed.
        await Promise.all(loading);
        loading = [];
      } else {
        try {
          release(held);
        } catch (error) {
          skipped.add(held);
          console.error(error);
        }
        await nextTask();
      }
    }
    running = false;
  }

  return {
    run,
    /** Runs when the page has brought something held, or may have completed it. */
    notice(records) {
      const brings = (node) => node.matches?.(HELD) || node.querySelector?.(HELD);
      if (
        document.readyState === "loading" ||
        records.some(({ addedNodes }) => [...addedNodes].some(brings))
      )
        run();
    },
    /** Whether something ran in this page that is not granted any more. */
    isStale: () => released.some((dataset) => !isGranted(dataset)),
  };
}
