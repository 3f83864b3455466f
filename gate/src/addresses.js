// Where services' scripts, frames and media may come from; in the bundle of sites that say so. An
// element of several services, as of a category, may come from where any of them may.

/* global site, guards */

guards.push((services, href) => {
  const lists = services.map((service) => site.addresses[service]);
  return lists.every(Boolean) && !lists.flat().some((start) => href.startsWith(start));
});
