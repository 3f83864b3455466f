// The cart: strictly necessary, so it works whatever the visitor decided. The cookie counts what
// is in it and says nothing about who put it there.
(() => {
  const shown = document.querySelector("#cart");
  const count = () => Number(/(?:^|; )shop_cart=(\d+)/.exec(document.cookie)?.[1] ?? 0);
  shown.textContent = count();
  for (const button of document.querySelectorAll("[data-add]")) {
    button.addEventListener("click", () => {
      document.cookie = `shop_cart=${count() + 1}; Path=/; SameSite=Lax; Max-Age=2592000`;
      shown.textContent = count();
    });
  }
})();
