// A plain entry in `dataLayer` for each decision, for triggers of a tag manager's own.

/* global site, signals */

signals.push({
  deny() {},
  update(has) {
    const { categories, signals } = site;
    (window.dataLayer = window.dataLayer || []).push({
      event: signals.data_layer.event,
      volens_categories: Object.keys(categories).filter(has),
      volens_services: Object.values(categories).flat().filter(has),
    });
  },
});
