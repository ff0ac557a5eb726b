import { expect, test } from "vitest";
import vectors from "../documents/examples/signature-vectors.json" with { type: "json" };
import { signCallback, signWebhook } from "./signature";

test.each(vectors.session_callbacks.map((vector) => [vector.name, vector] as const))(
  "the published vector %s",
  (_, { account_id, method, url, timestamp, secret, header }) => {
    const call = { accountId: account_id, method, url: new URL(url), t: timestamp };
    expect(signCallback(call, secret)).toBe(header);
  },
);

test.each(vectors.subscription_webhooks.map((vector) => [vector.name, vector] as const))(
  "the published vector %s",
  (_, { raw_body, secret, "event-signature": signature }) => {
    expect(signWebhook(raw_body, secret)).toBe(signature);
  },
);
