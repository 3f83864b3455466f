// The settings in a modal dialog: host-rendered at once, made to work here, and the widget's as soon as
// it is there. Escape and closing decide nothing. A script of its own (`panel.js` fetches it).

import { absolute, makeHost, onControl } from "./nodes.js";
import { createPort } from "./port.js";
import { createPages } from "./pages.js";
import { showDecision, follow, switchedOn } from "./switches.js";
import { followContacts } from "./subscriptions.js";
import { replace } from "./takeover.js";
import { afterPaint } from "./later.js";

const TITLE = "volens-settings-title";

export function createSettings(site, base, consent, outbox, act, tell) {
  const port = createPort(site, base, { ...consent, commit: inWords(consent.commit) }, outbox, close);
  port.unsubscribe = inWords(port.unsubscribe);
  const pages = createPages(site, base, port);
  /** The language on screen: the page's, until the visitor wants another. */
  let { language } = site;
  let styles;
  let dialog;
  let opening;

  function prefetch() {
    pages.get(language);
    return (styles ??= pages.style().catch(() => ((styles = null), "")));
  }

  /** What decides says in its event what was on screen: this language, and its markup (L16). */
  function inWords(work) {
    return (...told) => {
      const { language: own, shown } = site;
      Object.assign(site, { language, shown: language === own ? shown : pages.get(language).shown });
      try {
        return work(...told);
      } finally {
        Object.assign(site, { language: own, shown });
      }
    };
  }

  /** The host's markup, made to work. */
  function adopt(markup, granted) {
    const body = document.createElement("div");
    body.append(...document.importNode(markup, true).childNodes);
    absolute(body, base);
    showDecision(body, site, port.decision(), granted, language);
    body.addEventListener("change", ({ target }) => follow(body, site, target));
    followContacts(body, port);
    onControl(body, (action, event) =>
      action === "close" ? close() : inWords(act)(action, event, "settings", switchedOn(body)),
    );
    return body;
  }

  /**
   * What the dialog holds, or nothing where neither way is open. The host's markup is there at once and works; the
   * widget, which needs the time of a few frames to render itself, takes its place after the paint.
   */
  async function makeBody(page, granted) {
    const markup = await page.markup;
    const widget = page.widget.then(() => page.mount);
    if (!markup) return (await widget)?.(granted);
    const body = adopt(markup, granted);
    const takeOver = async (mount) => {
      if (!mount || !body.isConnected) return;
      // No event of the visitor's comes between reading the switches and showing them again.
      const taken = await mount(switchedOn(body));
      if (taken && body.isConnected) replace(body, taken);
    };
    widget.then((mount) => afterPaint(() => takeOver(mount)));
    return body;
  }

  /** Whether the settings are open. Two clicks open them once. */
  const open = () => (opening ??= show().finally(() => (opening = null)));

  async function show() {
    if (dialog) return true;
    const css = await prefetch();
    const body = await makeBody(pages.get(language));
    if (!body) return false;

    dialog = document.createElement("dialog");
    dialog.setAttribute("aria-labelledby", TITLE);
    dialog.append(body);
    const host = makeHost("volens-settings", css, dialog);
    host.lang = language;
    onControl(dialog, (action, event) => {
      if (action !== "language") return;
      event.preventDefault();
      speak(event.target.closest("[hreflang]").hreflang, host);
    });
    dialog.addEventListener("close", () => {
      host.remove();
      dialog = null;
      tell("close");
    });
    document.body.append(host);
    dialog.showModal();
    hush();
    begin();
    tell("open");
    return true;
  }

  /** What has become of the last choice is said here, not behind the dialog; but the page may still need a reload. */
  function hush() {
    const notes = document.querySelector("volens-floating")?.shadowRoot.querySelectorAll("[data-note]:not([data-note=stale])");
    for (const note of notes ?? []) note.hidden = true;
  }

  /** Reading begins at the title; never on a button that grants. */
  function begin() {
    dialog.querySelector(`#${TITLE}`)?.focus();
  }

  /** The same settings, and the same switches, in another language; the page keeps its own. */
  async function speak(wanted, host) {
    const page = pages.get(wanted);
    if (!(await page.markup) || !host.isConnected) return;
    language = wanted;
    const body = await makeBody(page, switchedOn(dialog));
    if (!host.isConnected) return;
    host.lang = language;
    dialog.replaceChildren(body);
    begin();
  }

  function close() {
    dialog?.close();
  }

  /** What one try did not deliver is the widget's: it tries again, ever more patiently. */
  const deliver = async () => (await pages.wasm.load())?.deliver(port);

  return { open, close, prefetch, deliver };
}
