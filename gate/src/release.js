// How a held element is let go. What must not be let go throws.

const asIs = (text) => text;
const rules = { createScript: asIs, createScriptURL: asIs };
let policy;

/** The Trusted Types policy, where there are such; a page's CSP may refuse it. */
export const trusted = () =>
  (policy ??= window.trustedTypes?.createPolicy("volens", rules) ?? rules);

/** The address of a script that has one. */
export const sourceOf = (held) => held.getAttribute("src") ?? held.dataset.src;

/** Replaces a held script by one that runs, and answers that. */
export function runScript(held, nonce, trustAddress) {
  // The gate's own nonce, else that of any script that has run. It is compared, never lent:
  // injected markup must not gain what the page's CSP denies it.
  const own = nonce || document.querySelector('script[nonce]:not([type="text/plain"])')?.nonce;
  if (own && held.nonce !== own) throw Error("volens: nonce");

  // Not a clone: what came as HTML counts as run already, and so would its clone.
  const script = document.createElement("script");
  for (const { name, value } of held.attributes) {
    if (name !== "src") script.setAttribute(name, value);
  }
  script.type = held.dataset.type ?? "";
  script.nonce = held.nonce;
  // Scripts made by script are async unless told otherwise; then they run in order of insertion.
  script.async = held.hasAttribute("async");
  const source = sourceOf(held);
  if (source == null) script.text = trusted().createScript(held.text);
  else script.src = trustAddress(held, source);
  held.replaceWith(script);
  return script;
}

/**
 * Puts a template's content in its place; scripts in it wait for what the template waited for. Answers
 * what waits in it.
 */
export function unfold(held) {
  // Not a copy: under Trusted Types the text of a script in it would count as nobody's.
  const { content } = held;
  for (const script of content.querySelectorAll('script:not([type="text/plain"])')) {
    Object.assign(script.dataset, held.dataset, { type: script.type });
    script.type = "text/plain";
  }
  const inside = content.querySelectorAll("[data-category]");
  held.replaceWith(content);
  return inside;
}
