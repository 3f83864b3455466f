// Stands in for an analytics tag: counts the views on this device and shows the count.
(() => {
  const seen = Number(/(?:^|; )_club_visit=(\d+)/.exec(document.cookie)?.[1] ?? 0) + 1;
  document.cookie = `_club_visit=${seen}; Path=/; SameSite=Lax; Max-Age=2592000`;
  const show = () => {
    const badge = document.querySelector('[data-tag="club_stats"]');
    badge.dataset.runs = String(Number(badge.dataset.runs ?? 0) + 1);
    badge.textContent = `darbojas, skatījums nr. ${seen}`;
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
  else show();
})();
