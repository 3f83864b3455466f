// What is outside the widget, as a test has it: a ledger that answers as told, and a gate that
// remembers what it was asked.

/** Answers every request by the next of `answers`, the last of them again and again. */
export function ledger(answers) {
  const requests = [];
  globalThis.fetch = async (request) => {
    const body = await request.text();
    const { url, referrerPolicy, redirect, credentials } = request;
    const key = request.headers.get("volens-key");
    requests.push({ url, body, key, sent: [referrerPolicy, redirect, credentials].join(" ") });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    const events = body ? JSON.parse(body).events : [];
    const each = (result) => JSON.stringify({ events: events.map(({ id }) => ({ id, ...result })) });
    switch (answer) {
      case "down":
        throw new TypeError("no network");
      case "busy":
        return new Response("", { status: 503, headers: { "retry-after": "3600" } });
      case "stored":
        return new Response(each({ status: "stored" }));
      case "refused":
        return new Response(each({ status: "refused", problem: { status: 422 } }), { status: 422 });
      case "malformed":
        return new Response("{}", { status: 400 });
      default:
        return new Response(answer);
    }
  };
  return requests;
}

/** A port; `commits` and `closed` tell what became of it. */
export function gate(id, decision) {
  const port = {
    site: { id, language: "lv", fingerprint: "now", categories: { statistics: ["shop_stats", "page_stats"], marketing: ["social_ads"] } },
    base: "https://consent.example",
    commits: [],
    closed: 0,
    locked: 0,
    decision: () => decision,
    commit: (...decided) => void port.commits.push(decided),
    withdrawn: [],
    contacts: () => ["email_news"],
    unsubscribe: (...told) => void port.withdrawn.push(told),
    close: () => void port.closed++,
    async lock(run) {
      port.locked++;
      await run();
    },
  };
  return port;
}
