// Takes over, once, what the visitor told an earlier consent manager, where its cookie says it beyond
// doubt: one manager, one cookie, an answer to everything that is asked here. Else nobody has asked.

import { daysOf } from "../decision.js";
import { cookiebot } from "./cookiebot.js";
import { klaro } from "./klaro.js";
import { vanilla } from "./vanilla.js";

/* global site, adopters */

const MANAGERS = { vanilla, klaro, cookiebot };

/** The services that `answer` grants, or null where it leaves something open. */
function granted(grants, answer) {
  const refused = new Set();
  const services = new Set();
  for (const [theirs, ours] of Object.entries(grants)) {
    const said = answer(theirs);
    if (said !== true && said !== false) return null;
    for (const service of site.categories[ours] ?? [ours]) (said ? services : refused).add(service);
  }
  return [...services].filter((service) => !refused.has(service));
}

/** What a manager's cookie says: `{granted, at}`, or null. Cookies are hostile: nothing here throws. */
export function choiceOf(name, cookies, now) {
  try {
    const settings = site.import[name];
    const { cookie, read } = MANAGERS[name];
    const start = `${settings.cookie ?? cookie}=`;
    const values = cookies.split("; ").filter((pair) => pair.startsWith(start));
    if (values.length !== 1 || values[0].length > 4096) return null;
    const choice = read(decodeURIComponent(values[0].slice(start.length)), settings, now);
    const services = choice && granted(settings.grants, choice.answer);
    const at = Math.floor(choice?.at ?? now);
    const days = daysOf(site, services ?? []);
    return services && at > 0 && at <= now && now - at <= days * 86400
      ? { granted: services, at }
      : null;
  } catch {
    return null;
  }
}

adopters.push((consent, store) => {
  const refused = site.gpc === "refuse" && navigator.globalPrivacyControl === true;
  // A cookie of ours that counts no more means that the visitor is to be asked again.
  if (refused || store.cookies().length) return;
  const now = Math.floor(Date.now() / 1000);
  const choices = Object.keys(site.import)
    .map((name) => choiceOf(name, document.cookie, now))
    .filter(Boolean);
  const [choice] = choices;
  if (choices.length === 1) consent.commit("import", "api", choice.granted, [], false, choice.at);
});
