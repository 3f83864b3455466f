// Stands in for an advertising pixel: sets its cookie and says that it runs. It calls nobody.
(() => {
  document.cookie = "_fbp=demo; Path=/; SameSite=Lax; Max-Age=7776000";
  const show = () => {
    const badge = document.querySelector('[data-tag="social_ads"]');
    badge.dataset.runs = String(Number(badge.dataset.runs ?? 0) + 1);
    badge.textContent = "darbojas";
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
  else show();
})();
