import { describe, expect, test } from "vitest";
import { pageStream } from "./page-stream";

const LINES = 500;
const page = "x,1\r\n".repeat(LINES);

/** Pages that are made when asked for, and what became of them. */
function watched(count: number, failsAt = Number.POSITIVE_INFINITY) {
  const seen = { made: 0, ended: 0, broken: 0 };
  async function* pages() {
    for (let index = 0; index < count; index += 1) {
      if (index === failsAt) throw new Error("the store is gone");
      seen.made += 1;
      yield page;
    }
  }
  const options = {
    pages: pages(),
    onEnd: () => {
      seen.ended += 1;
    },
    onBroken: () => {
      seen.broken += 1;
    },
  };
  return { seen, options };
}

describe("an answer made while it is read", () => {
  test("of fifty thousand lines is never more than two pages ahead of its reader, and whole", async () => {
    const { seen, options } = watched(100);
    const reader = pageStream(options).getReader();
    let taken = 0;
    let bytes = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      taken += 1;
      bytes += value.length;
      expect(seen.made - taken).toBeLessThanOrEqual(2);
    }
    expect(bytes).toBe(100 * page.length);
    expect(seen).toEqual({ made: 100, ended: 1, broken: 0 });
  });

  test("that nobody reads waits with its second page", async () => {
    const { seen, options } = watched(100);
    const stream = pageStream(options);
    await new Promise((done) => setImmediate(done));
    expect(seen.made).toBeLessThanOrEqual(2);
    await stream.cancel();
    expect(seen.ended).toBe(1);
  });

  test("whose source fails is broken, not short", async () => {
    const { seen, options } = watched(10, 3);
    await expect(new Response(pageStream(options)).text()).rejects.toThrow("the store is gone");
    expect(seen).toEqual({ made: 3, ended: 1, broken: 1 });
  });

  test("whose reader stops taking anything is broken, and lets go of what it held", async () => {
    const { seen, options } = watched(100);
    const reader = pageStream({ ...options, stallMs: 1 }).getReader();
    await expect.poll(() => seen.ended).toBe(1);
    await expect(
      (async () => {
        for (;;) if ((await reader.read()).done) return;
      })(),
    ).rejects.toThrow("nobody reads");
    expect(seen.broken).toBe(1);
  });
});
