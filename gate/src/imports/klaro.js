// Klaro: `klaro` holds JSON, a boolean for each service; it does not say when.

export const klaro = {
  cookie: "klaro",
  read(text) {
    const services = new Map(Object.entries(JSON.parse(text)));
    return { answer: (service) => services.get(service) };
  },
};
