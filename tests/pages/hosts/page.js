// What every hostile host has: what ran, what broke, and how often its own button was pressed.
ran = [];
errors = [];
pressed = 0;
addEventListener("error", (event) => errors.push(event.message));
addEventListener("unhandledrejection", (event) => errors.push(`${event.reason}`));
