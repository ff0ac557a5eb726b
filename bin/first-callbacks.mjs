const FLAGS = "method=POST&report_error=true&report_event=CAPTURE&report_event=REFUND&report_event=VOID";

/** What a new demo's log begins with, by the names of the orders: the usual, and one of each thing worth looking at. */
const FIRST = [
  ["captured", { flags: FLAGS, story: true }],
  ["partially-captured-with-splits", { flags: `${FLAGS}&includes=session`, story: true }],
  ["partially-refunded", { flags: FLAGS, story: true }],
  ["failed-insufficient-funds", { flags: FLAGS, story: true }],
  // The shopper gave up: no transaction in the query, no body.
  ["abandoned", { flags: "report_error=true", error: "cancelled" }],
  ["on-hold", { flags: "sid_parameter_name=sid" }],
  // Under a right signature, another amount than Dintero has.
  ["b2b", { flags: FLAGS, body: "changed" }],
  ["gift-card", { flags: FLAGS, times: 2 }],
  ["voided", { flags: FLAGS, signature: "wrong" }],
  // Signed too long ago at first; Dintero's next try is in time.
  ["authorized", { flags: FLAGS, signedSecondsAgo: 420 }],
  ["refunded", { channel: "webhook" }],
];

/** Has the sandbox send its first callbacks about `orders`, its notable ones; resolves when Kontor has answered each. */
export async function sendFirstCallbacks(sandboxUrl, orders) {
  for (const [name, request] of FIRST) {
    const order = orders.find((one) => one.name === name);
    if (order === undefined) continue;
    const { sessionId, transactionId } = order;
    await post(sandboxUrl, "deliver", { sessionId, transactionId, ...request });
  }
}

/** From now on an order comes or changes about every `everySeconds`. */
export async function startArrivals(sandboxUrl, everySeconds) {
  await post(sandboxUrl, "arrivals", { everySeconds });
}

async function post(sandboxUrl, door, body) {
  const answer = await fetch(`${sandboxUrl}/_sandbox/${door}`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`the sandbox refused ${door}: ${answer.status} ${await answer.text()}`);
}
