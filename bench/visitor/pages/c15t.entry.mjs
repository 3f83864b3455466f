// In the page. c15t loads scripts from addresses; the page's held tags are run by a callback, as its guide has it for
// what is there already.

import { ConsentBanner, ConsentManagerProvider } from "@c15t/react";
import "@c15t/react/styles.css";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

function release({ hasConsent }) {
  if (!hasConsent) return;
  for (const held of document.querySelectorAll("[type='text/plain']")) {
    const script = document.createElement("script");
    script.text = held.text;
    held.replaceWith(script);
  }
}

const tags = {
  id: "stats",
  callbackOnly: true,
  category: "measurement",
  onLoad: release,
  onConsentChange: release,
};
const options = { ...window.consentOptions, scripts: [tags] };
const banner = createElement(ConsentBanner, { legalLinks: ["privacyPolicy"], trapFocus: false });
const root = document.body.appendChild(document.createElement("div"));
createRoot(root).render(createElement(ConsentManagerProvider, { options }, banner));
