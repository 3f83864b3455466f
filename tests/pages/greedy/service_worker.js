// It is enough that it could be installed: it would outlive every page.
addEventListener("install", () => skipWaiting());
