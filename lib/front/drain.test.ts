import { expect, test } from "vitest";
import { drainOf } from "@/lib/front/drain";
import { createFront } from "@/lib/front/front";
import { createLogger } from "@/lib/log";

/** `Promise.withResolvers`, which Node 20 does not have. */
function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

async function serve(handle: Parameters<typeof createFront>[0]["handle"]) {
  const server = createFront({
    env: { appUrl: "http://localhost", trustedProxies: [] },
    log: createLogger("silent"),
    isDev: false,
    doors: new Map(),
    handle,
  });
  const drain = drainOf(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  return { drain, url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}` };
}

test("F35 a request in flight is answered, a new one is not taken, and then the server ends", async () => {
  const arrived = deferred();
  const release = deferred();
  const { drain, url } = await serve(async (_request, response) => {
    arrived.resolve();
    await release.promise;
    response.end("done");
  });
  const answer = fetch(url);
  await arrived.promise;
  const drained = drain(10_000);
  await expect(fetch(url)).rejects.toThrow();
  release.resolve();
  expect(await (await answer).text()).toBe("done");
  expect(await drained).toBe(1);
});

test("F35 a request that does not end is cut off at the limit", async () => {
  const arrived = deferred();
  const { drain, url } = await serve(async () => arrived.resolve());
  const answer = fetch(url);
  const refused = expect(answer).rejects.toThrow();
  await arrived.promise;
  expect(await drain(1)).toBe(1);
  await refused;
});
