// The settings in a modal dialog: the widget where it is loaded, else the host-rendered fragment
// made to work here. Escape and closing decide nothing. A script of its own (`panel.js` fetches it).

import { absolute, makeHost, onControl } from "./nodes.js";
import { createPort } from "./port.js";
import { follow, showDecision, switchedOn } from "./switches.js";
import { createWasm } from "./wasm.js";

const TITLE = "volens-settings-title";

export function createSettings(site, base, consent, outbox, act, tell) {
  const port = createPort(site, base, consent, outbox, close);
  const wasm = createWasm(site, base);
  let files;
  let dialog;
  let opening;

  /** Fetches what opening needs; a failure is forgotten, so that the next try is a new one. */
  function prefetch() {
    wasm.load();
    return (files ??= Promise.all([
      request(base + site.styles.settings, "text").catch(() => ""),
      request(`${base}/${site.id}/settings.${site.language}.html`, "document"),
    ]).catch(() => (files = null)));
  }

  /** What the dialog holds, or nothing where neither way is open. */
  async function makeBody(fragment) {
    try {
      // A widget that cannot mount, or not soon, must not keep the visitor from the settings; one
      // that mounts late does so in an element that nobody sees.
      const root = document.createElement("div");
      const late = new Promise((resolve) => setTimeout(resolve, 1000));
      if (await Promise.race([wasm.widget?.settings(root, port), late])) return root;
    } catch {
      wasm.widget = null;
    }
    if (!fragment) return;
    fragment.querySelectorAll("script").forEach((script) => script.remove());
    const body = document.createElement("div");
    body.append(...document.importNode(fragment.body, true).childNodes);
    absolute(body, base);
    showDecision(body, site, port.decision());
    body.addEventListener("change", ({ target }) => follow(body, site, target));
    onControl(body, (action, event) =>
      action === "close" ? close() : act(action, event, "settings", switchedOn(body)),
    );
    return body;
  }

  /** Whether the settings are open. Two clicks open them once. */
  const open = () => (opening ??= show().finally(() => (opening = null)));

  async function show() {
    if (dialog) return true;
    const [css, fragment] = (await prefetch()) ?? [""];
    const body = await makeBody(fragment);
    if (!body) return false;

    dialog = document.createElement("dialog");
    dialog.setAttribute("aria-labelledby", TITLE);
    // Reading begins at the title, which the widget may render later; never on a button that grants.
    const observer = new MutationObserver(() => {
      const title = dialog?.querySelector(`#${TITLE}`);
      if (!title) return;
      observer.disconnect();
      title.focus();
    });
    observer.observe(dialog, { childList: true, subtree: true });
    dialog.append(body);
    const host = makeHost("volens-settings", css, dialog);
    host.lang = site.language;
    dialog.addEventListener("close", () => {
      host.remove();
      dialog = null;
      tell("close");
    });
    document.body.append(host);
    dialog.showModal();
    tell("open");
    return true;
  }

  function close() {
    dialog?.close();
  }

  /** What one try did not deliver is the widget's: it tries again, ever more patiently. */
  const deliver = async () => (await wasm.load())?.deliver(port);

  return { open, close, prefetch, deliver };
}

/** XMLHttpRequest, because it parses HTML where Trusted Types forbid every other way. */
const request = (url, responseType) =>
  new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open("GET", url);
    xhr.responseType = responseType;
    xhr.timeout = 10000;
    xhr.onload = () => (xhr.status === 200 && xhr.response ? resolve(xhr.response) : reject());
    xhr.onerror = xhr.ontimeout = reject;
    xhr.send();
  });
