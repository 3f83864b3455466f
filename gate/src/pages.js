// What the settings are made of in each language: the host's markup, and the widget with what it shows.
// All of it is asked for on intent, so that opening waits for nothing (docs/formats.md, "HTTP").

import { request } from "./request.js";
import { createWasm } from "./wasm.js";

/* global lazy */

/** Milliseconds after which the settings are not to be had. */
const TIMEOUT = 10000;

export function createPages(site, base, port) {
  const wasm = createWasm(base, lazy.wasm);
  const pages = {};

  function fetchPage(language) {
    const address = (name) => `${base}/${site.id}/${name}`;
    const page = {
      /** The manifest entry of the markup; null until it is there. */
      shown: null,
      /** Answers an element with the widget in it, or nothing; null until the widget is there. */
      mount: null,
    };
    page.markup = request(address(`settings.${language}.html`), "document", TIMEOUT).then(
      (fragment) => {
        page.shown = fragment.querySelector("meta[name=shown]")?.content ?? null;
        fragment.querySelectorAll("script").forEach((script) => script.remove());
        return fragment.body;
      },
      // Forgotten, so that the next try is a new one.
      () => ((pages[language] = null), null),
    );
    const view = request(address(`view.${language}.json`), "text", TIMEOUT);
    page.widget = Promise.all([wasm.load(), view]).then(
      ([widget, view]) => (page.mount = widget && createMount(widget, port, view)),
      () => null,
    );
    return page;
  }

  return {
    wasm,
    get: (language) => (pages[language] ??= fetchPage(language)),
    style: () => request(base + lazy.styles, "text", TIMEOUT),
  };
}

/** A widget that cannot mount, or not at once, must not keep the visitor from the settings. */
const createMount = (widget, port, view) => async (granted) => {
  try {
    const root = document.createElement("div");
    if (!widget.settings(root, port, view, granted)) return;
    // Yew renders a task later.
    for (let task = 0; task < 9; task++) {
      await null;
      if (root.firstChild) return root;
    }
  } catch {
    // The host's markup stays.
  }
};
