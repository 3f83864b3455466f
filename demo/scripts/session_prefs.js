// Stands in for a functional script: remembers a setting and says that it runs.
(() => {
  document.cookie = "shop_prefs=grid; Path=/; SameSite=Lax; Max-Age=31536000";
  const show = () => {
    const badge = document.querySelector('[data-tag="session_prefs"]');
    badge.dataset.runs = String(Number(badge.dataset.runs ?? 0) + 1);
    badge.textContent = "darbojas";
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
  else show();
})();
