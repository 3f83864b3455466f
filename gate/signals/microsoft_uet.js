// Microsoft Advertising's Universal Event Tracking: one answer, `ad_storage`.

/* global site, signals */

const uet = (kind, granted) =>
  (window.uetq = window.uetq || []).push("consent", kind, {
    ad_storage: granted ? "granted" : "denied",
  });

signals.push({
  deny: () => uet("default", false),
  update: (has) => uet("update", has(site.signals.microsoft_uet.ad_storage)),
});
