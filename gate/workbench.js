// For the workbench (Trunk's index.html), where the widget runs without a bundle: the same
// decisions, storage and outbox as in the gate, but nothing is held, released or signalled.

import { createConsent } from "./src/consent.js";
import { makeHost } from "./src/nodes.js";
import { createOutbox } from "./src/outbox.js";
import { createPort as portOf } from "./src/port.js";
import { createStore } from "./src/store.js";
import { watchTabs } from "./src/tabs.js";

/**
 * The port that the widget's `settings` and `deliver` take. After each decision
 * `onChange()` is called, when it is on the device; `close()` when a view wants to go.
 */
export function createPort(site, base, { onChange = () => {}, close = () => {} } = {}) {
  const store = createStore(site, window);
  const outbox = createOutbox(site, base, store, window);
  const consent = createConsent(
    site,
    store,
    outbox,
    window,
    (work) => setTimeout(work),
    () => {},
    (deliver) => {
      onChange();
      deliver?.();
    },
  );
  watchTabs(consent.reread);
  return portOf(site, base, consent, outbox, close);
}

/** A host with a shadow root, put into `parent`; answers the element for the widget to mount in. */
export function mountRoot(parent, name, language, css) {
  const root = document.createElement("div");
  const host = makeHost(name, css, root);
  host.lang = language;
  parent.append(host);
  return root;
}
