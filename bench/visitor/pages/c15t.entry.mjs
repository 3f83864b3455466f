// In the page. c15t loads scripts from addresses; the page's held tags are run by a callback, as its guide has it for
// what is there already.

import { ConsentBanner, ConsentManagerProvider } from "@c15t/react";
import "@c15t/react/styles.css";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

const release = ({ hasConsent }) => hasConsent && window.release();
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
