// Taking back: withdrawing on this device, erasing in the ledger, forgetting the device. Withdrawing
// may load the page again (what has run cannot be taken back in place), so what was to follow is
// remembered for this tab until it is done.

import { pressed } from "../pressed.js";

const STEP = 250;
/** For how many steps a withdrawal may be on its way. */
const PATIENCE = 60;

export function createActs(site, records, store) {
  const plan = `volens.${site}.choices`;
  const lock = (work) => (navigator.locks ? navigator.locks.request(`volens.${site}`, work) : work());

  /** sessionStorage may be blocked: then only a reload loses what was to follow. */
  function remember(act) {
    try {
      if (act) sessionStorage.setItem(plan, act);
      else sessionStorage.removeItem(plan);
    } catch {
      // As if there were none.
    }
  }

  const isDelivered = () => lock(() => !store.ids("q.").length);

  /** Whether the ledger has had everything that waited. */
  async function delivered() {
    for (let step = 0; step < PATIENCE; step++) {
      if (await isDelivered()) return true;
      await new Promise((done) => setTimeout(done, STEP));
    }
    return false;
  }

  /**
   * Whatever is granted no longer is, on this device or in the ledger: a form without script withdraws
   * without the key. Other consents have their own place in the settings.
   */
  function withdraw(granted) {
    if (granted || window.volens.decision?.granted.length) pressed("choices", site, ({ withdraw }) => withdraw());
  }

  async function erase() {
    if (!records.key()) return { erased: 0 };
    if (!(await delivered())) return { reason: "unavailable" };
    const answer = await records.erase();
    if ("erased" in answer) {
      // What is left would name what is no longer kept.
      for (const name of store.ids("")) if (/^(h\..*|key|contacts)$/.test(name)) store.remove(name);
    }
    return answer;
  }

  async function forget() {
    // A withdrawal that the ledger never had would be lost with the device's memory.
    if (records.key() && !(await delivered())) return { reason: "unavailable" };
    if (/"granted":\["/.test(store.get("contacts") ?? "")) return { reason: "still" };
    store.ids("").forEach(store.remove);
    store.expire(`volens_${site}`);
    location.reload();
    return {};
  }

  const acts = { erase, forget };

  return {
    withdraw,

    /** Withdraws, then does it: `{erased}`, or `{reason}` why not. */
    async run(act, granted) {
      remember(act);
      withdraw(granted);
      // The gate says so after the next paint, and loads the page again then, if it must.
      if (await settled()) return acts[act]().finally(() => remember());
      return {};
    },

    /** What this tab was about to do when the page was loaded again. */
    pending() {
      try {
        const act = sessionStorage.getItem(plan);
        return Object.hasOwn(acts, act) ? act : null;
      } catch {
        return null;
      }
    },
  };
}

/** Whether the page stays: a page that is loaded again ends here. */
const settled = () =>
  new Promise((done) => {
    addEventListener("pagehide", () => done(false), { once: true });
    setTimeout(() => done(true), 2 * STEP);
  });
