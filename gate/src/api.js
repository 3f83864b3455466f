// `window.volens` (docs/page-api.md). Granting needs a real gesture of the visitor; refusing,
// withdrawing and objecting never do.

export function createApi(site, consent, ready, open) {
  const { decision, has } = consent;
  const isActive = () => navigator.userActivation?.isActive ?? false;
  const objected = () => decision()?.objected ?? [];

  /** Whether the decision was taken. */
  function choose(action, granted, objections) {
    const allowed = granted.every(has) || isActive();
    if (allowed) consent.commit(action, "api", granted, objections, isActive());
    return allowed;
  }

  const select = (wanted) =>
    Object.entries(site.categories).flatMap(([category, services]) =>
      services.filter((service) => wanted(service, category)),
    );

  return Object.freeze({
    ready,
    get decision() {
      return decision();
    },
    has,
    open,
    accept: () =>
      choose(
        "accept",
        select(() => true),
        objected(),
      ),
    refuse: () => choose("refuse", [], objected()),
    withdraw: () => choose("withdraw", [], objected()),
    /** `choice`: categories and services, each true or false; what it leaves out stays. */
    save: (choice) =>
      choose(
        "save",
        select((service, category) => choice[service] ?? choice[category] ?? has(service)),
        objected(),
      ),
    /** Objects to an activity whose objection acts on this device. */
    object: (activity) =>
      Object.keys(site.activities).includes(activity) &&
      choose("object", select(has), [...objected(), activity]),
    /** Calls `work(decision)` at every such event; what it answers ends that. */
    on(event, work) {
      if (event === "ready") ready.then(() => work(decision()));
      const listener = ({ detail }) => work(detail);
      document.addEventListener(`volens:${event}`, listener);
      return () => document.removeEventListener(`volens:${event}`, listener);
    },
  });
}
