// Other consent managers' attributes: their elements get our own, by what the site says their names
// stand for. What it does not say stays held.

/* global site, aliases */

/**
 * `attributes`: where the names are; the first that an element has counts. `names`: what each is
 * like, where there may be several; all of them must be granted, as in those managers.
 */
const CONVENTIONS = {
  // orestbida/cookieconsent 3, "Manage scripts". Its attributes are ours; names may have a "!".
  vanilla: { attributes: ["data-service", "data-category"] },
  // Klaro 0.7, "Annotating third-party apps".
  klaro: { attributes: ["data-name"] },
  // Orejime 3, "Third-party scripts".
  orejime: { attributes: ["data-purpose"] },
  // Probo, its cookie banner's "activation".
  probo: { attributes: ["data-cookie-consent"] },
  // Cookiebot, "Manual cookie blocking": data-cookieconsent="preferences,statistics".
  cookiebot: { attributes: ["data-cookieconsent"], names: /[^,\s]+/g },
  // Usercentrics, "Direct implementation". Names have spaces.
  usercentrics: { attributes: ["data-usercentrics"] },
  // OneTrust, "Blocking cookies": class="optanon-category-C0002-C0004".
  onetrust: { attributes: ["class"], names: /(?<=\boptanon-category-(?:\w+-)*)\w+/g },
  // Didomi, "Third-party tags".
  didomi: { attributes: ["data-vendor", "data-vendor-raw", "data-purposes"], names: /[^,\s]+/g },
};

const KINDS = "script,template,iframe,img,video,audio,source,embed,object,link";

for (const [convention, meanings] of Object.entries(site.aliases)) {
  const { attributes, names } = CONVENTIONS[convention];
  const seen = new WeakSet();

  /** What a name stands for here, with its "!"; nothing where the site does not say. */
  const ours = (name) => {
    const [, not, bare] = /^(!?)(.*)/s.exec(name);
    return Object.hasOwn(meanings, bare) && not + meanings[bare];
  };

  aliases.push(() => {
    const marked = attributes.map((attribute) => `[${attribute}]`);
    for (const held of document.querySelectorAll(`:is(${KINDS}):is(${marked})`)) {
      if (seen.has(held)) continue;
      seen.add(held);
      const attribute = attributes.find((one) => held.hasAttribute(one));
      const value = held.getAttribute(attribute);
      const ids = (names ? (value.match(names) ?? []) : [value]).map(ours);
      if (ids.length && ids.every(Boolean)) adopt(held, ids.join(" "));
    }
  });
}

/** Makes an element one of ours. */
function adopt(held, ids) {
  const { dataset, type } = held;
  dataset.category = ids;
  delete dataset.service;
  // Cookiebot's name for it.
  if (dataset.cookieblockSrc) dataset.src = dataset.cookieblockSrc;
  // Didomi's names: a script of this type is inert too, and so is HTML in one.
  if (type === "didomi/javascript") held.type = "text/plain";
  if (type === "didomi/html") {
    const template = document.createElement("template");
    Object.assign(template.dataset, dataset);
    template.innerHTML = trust(held.text);
    held.replaceWith(template);
  }
}

/** Under Trusted Types, where a page's CSP may refuse the policy: then the HTML stays held. */
function trust(html) {
  const rules = { createHTML: (text) => text };
  return (window.trustedTypes?.createPolicy("volens-html", rules) ?? rules).createHTML(html);
}
