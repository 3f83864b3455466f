// My choices: `/{site}/choices.js`, a module. On a page with the gate it shows the visitor their own
// decisions, checks receipts, and takes back; everything happens with the key in this browser
// (docs/choices.md). On the ledger's page it finds the host's markup; in any other page it is what
// `<volens-choices>` is made of.

import { defineHosted } from "../hosted.js";
import { onControl } from "../nodes.js";
import { createStore } from "../store.js";
import { createActs } from "./acts.js";
import { consentRecords } from "./record.js";
import { agree, createRecords } from "./records.js";
import { verifyReceipt } from "./receipt.js";
import { createTimeline, createWords, part } from "./timeline.js";

const { origin: base, pathname } = new URL(import.meta.url);
const site = pathname.split("/")[1];

/** Hands the visitor a file. */
function save(name, type, text) {
  const link = document.createElement("a");
  link.download = name;
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function enliven(article) {
  const store = createStore({ id: site }, window);
  const records = createRecords(site, base, store);
  const acts = createActs(site, records, store);
  const say = createWords(article);
  const timeline = createTimeline(article, base, site, say);
  const vkey = part(article, "key")?.textContent ?? "";
  let gathered = [];
  let asked = 0;

  const done = (text) => (part(article, "done").textContent = text);

  async function show() {
    if (!window.volens) return;
    part(article, "mine").hidden = false;
    article.querySelectorAll('[data-part="elsewhere"]').forEach((place) => (place.hidden = true));
    const { decision } = window.volens;
    part(article, "now").textContent = decision ? timeline.granted(decision) : say("undecided");
    const own = ++asked;
    const { known, records: found } = await records.gather();
    // A later answer has come meanwhile.
    if (own !== asked) return;
    gathered = found;
    timeline.show(found);
    if (!known) done(say("unavailable"));
  }

  /** What the check says, in words; where this browser cannot check, the command that can. */
  async function judge(text, wanted) {
    try {
      const { record, index, size } = await verifyReceipt(text, vkey);
      // A receipt of another event is genuine, and no answer to the question.
      if (wanted && !agree(wanted, record.event)) return say("differs");
      return say("genuine", { index: index + 1, size });
    } catch ({ code }) {
      return code === "unsupported"
        ? `${say("unsupported")} volens verify receipt FILE --key ${vkey}`
        : say("tampered");
    }
  }

  async function onReceipt(button, action) {
    const item = button.closest("[data-event]");
    const said = part(item, "said");
    const { event } = gathered.find((one) => one.event.id === item.dataset.event);
    const { text, reason } = await records.receipt(event.id);
    if (!text) said.textContent = say(reason);
    else if (action === "receipt") save(`${event.id}.tlog-proof`, "text/plain", text);
    else said.textContent = await judge(text, event);
  }

  async function take(act) {
    done("");
    const newest = gathered.find(({ event }) => event.control !== "box");
    const { erased, reason } = await acts.run(act, newest?.event.granted.length);
    if (reason) done(say(reason));
    else if (erased !== undefined) done(say("erased", { count: erased }));
    show();
  }

  async function exported(action) {
    const subject = await records.subject();
    const facts = { site, origin: location.origin, subject, decision: window.volens.decision };
    if (action === "export") {
      const text = JSON.stringify({ ...facts, records: gathered }, null, 2);
      save(`volens-${site}.json`, "application/json", text);
    } else {
      const names = (id) => say(`name.${id}`);
      const address = `${base}/${site}/choices`;
      const known = gathered.filter(({ event }) => event.control !== "box");
      const policies = await records.policies(known.map(({ event }) => event.fingerprint));
      const told = { controller: say("controller"), address, subject, names, policies };
      const graph = consentRecords(told, known);
      save(`volens-${site}.jsonld`, "application/ld+json", JSON.stringify(graph, null, 2));
    }
  }

  onControl(article, (action, { target }) => {
    if (/^(check|receipt)$/.test(action)) onReceipt(target, action);
    else if (/^export/.test(action)) exported(action);
    else if (/^(erase|forget)$/.test(action)) take(action);
    else if (action === "withdraw") {
      acts.withdraw();
      done(say("withdrawn"));
    }
  });
  part(article, "from-file").hidden = false;
  part(article, "file").addEventListener("change", async ({ target: { files } }) => {
    const [file] = files;
    const text = file && file.size < 1e6 ? await file.text() : "";
    part(article, "checked").textContent = file ? await judge(text) : "";
  });

  const start = () => {
    const act = window.volens && acts.pending();
    if (act) take(act);
    else show();
  };
  const listeners = Object.entries({ "volens:ready": start, "volens:decision": show });
  listeners.forEach((listener) => document.addEventListener(...listener));
  start();
  return () => listeners.forEach((listener) => document.removeEventListener(...listener));
}

/** What is for pages without script, and for the ledger's own. */
const prepare = (article) =>
  article.querySelectorAll("noscript, form").forEach((one) => one.remove());

const article = document.querySelector("main > .volens-choices");
if (article) enliven(article);
else defineHosted("volens-choices", `${base}/${site}/choices`, prepare, enliven);
