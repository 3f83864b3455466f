// A network where connecting takes time. Throttling in a browser's developer tools slows answers and
// leaves connections alone, so this is a SOCKS proxy that lets a connection wait before it stands.

import net from "node:net";

const GREETING = Buffer.from([5, 0]);
const CONNECTED = Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]);

/** Proxies to ports of this machine; those to `far` take `delay` milliseconds to connect. */
export async function listenAsProxy(far, delay) {
  const proxy = net.createServer((client) => {
    client.on("error", () => client.destroy());
    client.once("data", () => {
      client.write(GREETING);
      client.once("data", (request) => {
        client.pause();
        const port = request.readUInt16BE(request.length - 2);
        setTimeout(() => connect(client, port), port === far ? delay : 0);
      });
    });
  });
  await new Promise((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  return { address: `socks5://127.0.0.1:${proxy.address().port}`, close: () => proxy.close() };
}

function connect(client, port) {
  const server = net.connect(port, "127.0.0.1", () => {
    client.write(CONNECTED);
    client.pipe(server).pipe(client);
  });
  server.on("error", () => client.destroy());
  client.on("close", () => server.destroy());
}
