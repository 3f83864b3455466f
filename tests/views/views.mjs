// How each view comes on screen.

import { CONSENT, SHOP } from "./pages.mjs";

const visit = (path = "/") => (page) => page.goto(SHOP + path);

/** After the visitor has pressed `control` of the banner. */
const decided = (control) => async (page) => {
  await visit()(page);
  await page.locator(`volens-banner [data-volens=${control}]`).click();
};

/** The settings as the host has rendered them, or as the widget has once it is there. */
async function settings(page, wasm = true) {
  if (!wasm) await page.route("**/*_bg.wasm", (route) => route.abort());
  await page.locator("footer [data-volens=settings]").click();
  await page.locator("volens-settings [data-volens=close]").waitFor();
  if (!wasm) return;
  await page.waitForFunction(() => !document.querySelector("volens-settings").shadowRoot.querySelector(".search.room"));
}

const overview = (page) => page.goto(`${CONSENT}/apollo/notice.${page.language}.html`);

/** What a ledger answers: that it has what it was sent, and that again. */
async function ledger(page) {
  const kept = [];
  const answer = (events) => ({ json: { events }, headers: { "access-control-allow-origin": "*" } });
  await page.route(`${CONSENT}/v1/apollo/events`, (route) => {
    const { events } = route.request().postDataJSON();
    kept.push(...events.map((event) => ({ event, origin: SHOP, received: event.at })));
    return route.fulfill(answer(events.map(({ id }) => ({ id, status: "stored" }))));
  });
  await page.route(`${CONSENT}/v1/apollo/subject`, (route) => route.fulfill(answer(kept)));
}

/** My choices, in a page of the shop, after two of them. Their references are the same on every visit. */
async function choices(page) {
  await ledger(page);
  await page.addInitScript(() => {
    let next = 0;
    crypto.getRandomValues = (array) => array.fill((next += 1));
  });
  await visit()(page);
  for (const control of ["save", "accept"]) {
    await settings(page);
    if (control === "save") await page.locator("volens-settings [data-category=statistics]").check();
    await page.locator(`volens-settings [data-volens=${control}]`).click();
    await page.locator("volens-floating [data-note=saved]").waitFor();
  }
  const hosted = `${CONSENT}/apollo/choices.${page.language}.html`;
  await page.route(`${CONSENT}/apollo/choices?*`, (route) => route.fallback({ url: hosted }));
  await page.evaluate((consent) => {
    const script = Object.assign(document.createElement("script"), { type: "module", src: `${consent}/apollo/choices.js` });
    document.querySelector("main").replaceChildren(document.createElement("volens-choices"), script);
  }, CONSENT);
  await page.locator("volens-choices li [data-volens=receipt]").nth(1).waitFor();
}

/** A form with a consent box for each of two purposes, one of them ticked. */
async function boxes(page) {
  await decided("refuse")(page);
  await page.evaluate(() => {
    const form = document.createElement("form");
    for (const purpose of ["email_news", "sms_news"]) {
      const box = document.createElement("volens-consent");
      box.setAttribute("purpose", purpose);
      form.append(box);
    }
    document.querySelector("main").prepend(form);
  });
  await page.locator("volens-consent[purpose=sms_news] input[type=checkbox]").check();
}

export const VIEWS = {
  overview: { layout: "corner", show: overview },
  plain: { layout: "plain", show: visit() },
  "plain-settings": {
    layout: "plain",
    languages: ["lv"],
    async show(page) {
      await decided("accept")(page);
      await settings(page);
    },
  },
  necessary: { layout: "necessary", languages: ["lv"], show: visit() },
  host: {
    layout: "corner",
    languages: ["lv"],
    async show(page) {
      await decided("accept")(page);
      await settings(page, false);
    },
  },
  corner: { layout: "corner", show: visit() },
  bar: { layout: "bar", show: visit() },
  dialog: { layout: "dialog", show: visit() },
  modal: { layout: "modal", languages: ["lv"], show: visit() },
  floating: { layout: "corner", languages: ["lv"], show: decided("refuse") },
  told: {
    layout: "corner",
    languages: ["lv", "lt", "ru"],
    async show(page) {
      await decided("accept")(page);
      await settings(page);
      await page.locator("volens-settings [data-volens=refuse]").click();
      await page.locator("volens-floating [data-note=reloaded]").waitFor();
    },
  },
  boxes: { layout: "boxes", show: boxes },
  club: {
    layout: "club",
    languages: ["lv"],
    every: ["lv", "en"],
    async show(page) {
      await visit("/club")(page);
      await page.locator("volens-banner [data-volens=refuse]").click();
      // On the next visit nothing is said of the choice.
      await visit("/club")(page);
      await page.locator("volens-consent").nth(2).locator("input[type=checkbox]").waitFor();
      // Not so far that nothing of the form above is seen.
      await page.locator("fieldset").evaluate((fieldset) => scrollTo(0, fieldset.offsetTop - 120));
    },
  },
  placeholder: {
    layout: "bar",
    async show(page) {
      await decided("refuse")(page);
      await page.evaluate(() => {
        const frame = document.createElement("iframe");
        Object.assign(frame.dataset, { category: "marketing", service: "social_ads", src: "https://ads.example/" });
        Object.assign(frame, { title: "Video", width: 300, height: 280 });
        document.querySelector("main").prepend(frame);
      });
      await page.locator("volens-placeholder [data-volens=once]").waitFor();
    },
  },
  choices: { layout: "corner", show: choices },
  contacts: {
    layout: "boxes",
    languages: ["lv"],
    async show(page) {
      await boxes(page);
      await page.evaluate(() => {
        const form = document.querySelector("main > form");
        form.addEventListener("submit", (event) => event.preventDefault());
        form.requestSubmit();
      });
      await settings(page);
      await page.locator("volens-settings [data-contact=sms_news] [data-volens=unsubscribe]").scrollIntoViewIfNeeded();
    },
  },
  settings: {
    layout: "corner",
    languages: ["lv", "lt", "ru"],
    async show(page) {
      await decided("accept")(page);
      await settings(page);
    },
  },
  services: {
    layout: "corner",
    languages: ["lv"],
    async show(page) {
      await decided("refuse")(page);
      await settings(page);
      const category = page.locator("volens-settings .category", { has: page.locator("[data-category=statistics]") });
      await category.locator("summary").click();
      await category.locator("[name=shop_stats]").check();
      await category.scrollIntoViewIfNeeded();
    },
  },
};
