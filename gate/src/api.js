// `window.volens` (docs/page-api.md). Granting needs a real gesture of the visitor; refusing,
// withdrawing and objecting never do.

import { services } from "./decision.js";

export function createApi(site, consent, open) {
  const { decision, has } = consent;
  const isActive = () => navigator.userActivation?.isActive ?? false;

  /** Whether the decision was taken. */
  function choose(action, granted, objected) {
    const allowed = granted.every(has) || isActive();
    if (allowed) consent.commit(action, "api", granted, objected, isActive());
    return allowed;
  }

  return {
    ready: Promise.resolve(),
    get decision() {
      return decision();
    },
    has,
    open,
    accept: () => choose("accept", services(site)),
    refuse: () => choose("refuse", []),
    withdraw: () => choose("withdraw", []),
    /** `choice`: categories and services, each true or false; what it leaves out stays. */
    save: (choice) =>
      choose(
        "save",
        Object.entries(site.categories).flatMap(([category, ids]) =>
          ids.filter((id) => (choice[id] ?? choice[category] ?? has(id)) === true),
        ),
      ),
    /** Objects to an activity whose objection acts on this device. */
    object: (activity) =>
      Object.hasOwn(site.activities, activity) &&
      choose("object", services(site).filter(has), [...(decision()?.objected ?? []), activity]),
    /** Calls `work(decision)` at every such event; what it answers ends that. */
    on(event, work) {
      if (event === "ready") setTimeout(() => work(decision()));
      const listener = (event) => work(event.detail);
      document.addEventListener(`volens:${event}`, listener);
      return () => document.removeEventListener(`volens:${event}`, listener);
    },
  };
}
