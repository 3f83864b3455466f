// Microsoft Clarity's `consentv2`, with its own capital S. Clarity knows no default: it is told
// "denied" first.

/* global site, signals */

function clarity(has) {
  // The queue that Clarity's own snippet makes, so that either may come first.
  const send = (window.clarity =
    window.clarity ||
    function () {
      (send.q = send.q || []).push(arguments);
    });
  const { ad_storage, analytics_storage } = site.signals.clarity;
  const answer = (category) => (has(category) ? "granted" : "denied");
  send("consentv2", {
    ad_Storage: answer(ad_storage),
    analytics_Storage: answer(analytics_storage),
  });
}

signals.push({ deny: () => clarity(() => false), update: clarity });
