import { createServer } from "node:http";

/** What every order of the load captured, in minor units. */
export const CAPTURED = 72_200;

/** The least of a Dintero: every transaction is authorized and captured. `fetches` tells how often each was asked for. */
export async function startDintero() {
  const events = ["AUTHORIZE", "CAPTURE"].map((event, index) => ({
    id: String(index + 1),
    event,
    amount: CAPTURED,
    success: true,
    created_at: `2026-05-12T10:00:0${index}.000Z`,
  }));
  const fetches = new Map();
  const server = createServer((asked, answer) => {
    asked.resume();
    answer.setHeader("content-type", "application/json");
    const id = asked.url.split("?")[0].split("/").at(-1);
    if (asked.method === "POST") {
      answer.end('{"access_token":"token","token_type":"Bearer","expires_in":14400}');
    } else if (asked.url.includes("/v1/transactions/")) {
      fetches.set(id, (fetches.get(id) ?? 0) + 1);
      answer.end(
        JSON.stringify({
          ...{ id, version: 2, amount: CAPTURED, currency: "NOK", status: "CAPTURED", events },
          ...{ payment_product: "vipps", payment_product_type: "vipps", merchant_reference: id },
          created_at: "2026-05-12T10:00:00.000Z",
          updated_at: "2026-05-12T10:00:02.000Z",
        }),
      );
    } else answer.end("[]");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}`, fetches, close: () => server.close() };
}
