// Stands in for an analytics tag: counts the views on this device and shows the count.
(() => {
  const seen = Number(/(?:^|; )_shop_visit=(\d+)/.exec(document.cookie)?.[1] ?? 0) + 1;
  document.cookie = `_shop_visit=${seen}; Path=/; SameSite=Lax; Max-Age=34128000`;
  const show = () => {
    const badge = document.querySelector('[data-tag="shop_stats"]');
    badge.dataset.runs = String(Number(badge.dataset.runs ?? 0) + 1);
    badge.textContent = `darbojas, skatījums nr. ${seen}`;
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
  else show();
})();
