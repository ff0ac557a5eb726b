import { afterEach, describe, expect, test, vi } from "vitest";
import { downloadExport, ExportCounter } from "./order-export";

afterEach(() => vi.unstubAllGlobals());

/** An answer that announces `total` orders and then says `chunks`; it breaks off after them when it `breaks`. */
function answering(total: number, chunks: readonly string[], breaks = false) {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      if (breaks) controller.error(new TypeError("network error"));
      else controller.close();
    },
  });
  vi.stubGlobal("fetch", async () => new Response(body, { headers: { "x-kontor-orders": String(total) } }));
}

function download(rows: "orders" | "splits" = "orders") {
  const kept = { text: "", isClosed: false, isAborted: false };
  const seen: number[] = [];
  const result = downloadExport({
    href: "/api/orders/export",
    rows,
    signal: new AbortController().signal,
    onProgress: ({ done }) => seen.push(done),
    target: {
      write: async (bytes) => {
        kept.text += new TextDecoder().decode(bytes);
      },
      close: async () => {
        kept.isClosed = true;
      },
      abort: async () => {
        kept.isAborted = true;
      },
    },
  });
  return { result, kept, seen };
}

describe("a file is kept", () => {
  test("when every announced order is in it, however its bytes were cut", async () => {
    answering(3, ["merchant_ref", "erence\r", '\nA\r\n"b;ø', '"\r\nC\r\n']);
    const { result, kept, seen } = download();
    await expect(result).resolves.toEqual({ done: 3, total: 3 });
    expect(kept).toEqual({
      text: 'merchant_reference\r\nA\r\n"b;ø"\r\nC\r\n',
      isClosed: true,
      isAborted: false,
    });
    expect(seen.at(-1)).toBe(3);
  });

  test("of splits: when the last line is of the last order", async () => {
    answering(2, ["order_number,event\r\n1,CAPTURE\r\n1,REFUND\r\n2,CAPTURE\r\n"]);
    await expect(download("splits").result).resolves.toEqual({ done: 2, total: 2 });
  });

  test("of no orders: when its headings came", async () => {
    answering(0, ["merchant_reference\r\n"]);
    await expect(download().result).resolves.toEqual({ done: 0, total: 0 });
  });
});

describe("a file is given up", () => {
  test.each([
    ["the connection breaks", 3, ["h\r\n1\r\n"], true],
    ["it ends before the last order", 3, ["h\r\n1\r\n2\r\n"], false],
    ["it ends within a line", 1, ["h\r\n1\r\n2"], false],
    ["nothing comes", 0, [], false],
  ])("when %s, and it is said how far it came", async (_name, total, chunks, breaks) => {
    answering(total, chunks, breaks);
    const { result, kept } = download();
    await expect(result).rejects.toMatchObject({ name: "BrokenExport", progress: { total } });
    expect(kept).toMatchObject({ isClosed: false, isAborted: true });
  });

  test("when it is refused, in the words of the refusal", async () => {
    vi.stubGlobal("fetch", async () => Response.json({ code: "overloaded" }, { status: 503 }));
    const { result, kept } = download();
    await expect(result).rejects.toMatchObject({ name: "RequestError", code: "overloaded" });
    expect(kept.isAborted).toBe(true);
  });
});

test("a byte order mark is no part of the first number", () => {
  const counter = new ExportCounter("splits");
  counter.take(new TextEncoder().encode("\ufefforder_number;x\r\n1;y\r\n"));
  expect(counter.done).toBe(1);
});
