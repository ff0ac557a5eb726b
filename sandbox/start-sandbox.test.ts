import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "./start-sandbox";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ orders: 10 });
});
afterAll(() => sandbox.close());

async function token(): Promise<string> {
  const response = await fetch(`${sandbox.url}/v1/accounts/T12345678/auth/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from("kontor-sandbox:sandbox-secret").toString("base64")}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({
      grant_type: "client_credentials",
      audience: "https://api.dintero.com/v1/accounts/T12345678",
    }),
  });
  expect(response.status).toBe(200);
  const body = await response.json();
  return body.access_token;
}

test("the seed session and its transaction are found by their ids", async () => {
  const headers = { authorization: `Bearer ${await token()}` };
  const session = await fetch(`${sandbox.url}/v1/sessions/T12345678.465U8CUzaPVpneu1wt8Wei`, { headers });
  expect(session.status).toBe(200);
  const document = await session.json();
  expect(document.order.amount).toBe(72_200);
  const transaction = await fetch(`${sandbox.url}/v1/transactions/${document.transaction_id}`, { headers });
  expect((await transaction.json()).session_id).toBe(document.id);
});
