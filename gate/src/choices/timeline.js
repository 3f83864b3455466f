// The visitor's decisions in words, newest first. Every word and element is the host's: here the
// page's `<template>` is filled in.

/** The page's words by name, with `{…}` filled in. */
export function createWords(article) {
  const words = new Map([...article.querySelectorAll("data")].map((one) => [one.value, one.textContent]));
  return (name, values = {}) =>
    (words.get(name) ?? name).replace(/{(\w+)}/g, (all, key) => values[key] ?? all);
}

export const part = (root, name) => root.querySelector(`[data-part="${name}"]`);

export function createTimeline(article, base, site, say) {
  const list = part(article, "entries");
  const template = part(article, "entry");
  const date = new Intl.DateTimeFormat(article.lang, { dateStyle: "long", timeStyle: "short" });
  const when = (time) => (Number.isNaN(Date.parse(time)) ? time : date.format(new Date(time)));
  const names = (ids) => ids.map((id) => say(`name.${id}`)).join(", ");

  function granted({ granted, objected }) {
    const allowed = granted.length ? say("allowed", { services: names(granted) }) : say("nothing");
    return objected.length ? `${allowed}. ${say("objected", { activities: names(objected) })}` : allowed;
  }

  function entry({ event, received, status }) {
    const item = template.content.cloneNode(true).firstElementChild;
    const set = (name, text) => (part(item, name).textContent = text);
    item.dataset.event = event.id;
    set("when", when(event.at));
    part(item, "when").dateTime = event.at;
    set("action", say(`action.${event.action}`));
    set("granted", granted(event));
    set("reference", event.id);
    set("status", status === "kept" ? say("kept", { date: when(received) }) : say(status));
    const texts = part(item, "shown");
    if (event.shown && /^(banner|settings|placeholder)$/.test(event.control))
      texts.href = `${base}/${site}/shown/${encodeURIComponent(event.shown)}/${event.control}`;
    else texts.closest("p").hidden = true;
    for (const control of item.querySelectorAll("button")) control.hidden = !received;
    return item;
  }

  return {
    granted,
    show(records) {
      list.replaceChildren(...records.map(entry));
      part(article, "none").hidden = records.length > 0;
    },
  };
}
