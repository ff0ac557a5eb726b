import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyCallback } from "@/lib/dintero/callback-signature";
import { runtime, setRuntime } from "@/lib/runtime";
import { sendSignedTest } from "./signed-test";
import { newOrder, testDesk } from "./test-orders";
import { viewerAs } from "./test-runtime";

const SECRETS = ["the newer secret", "the older secret"];
const desk = await testDesk();
const order = newOrder();
desk.sandbox.control.put(order.record);

interface Came {
  readonly method: string;
  readonly url: URL;
  readonly signature: string | undefined;
  readonly body: string;
}

const came: Came[] = [];
const outside = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8").on("data", (chunk: string) => {
    body += chunk;
  });
  request.on("end", () => {
    const signature = request.headers["dintero-signature"];
    came.push({
      method: request.method ?? "",
      url: new URL(request.url ?? "", "http://outside.example"),
      signature: typeof signature === "string" ? signature : undefined,
      body,
    });
    response.end("{}");
  });
});
let appUrl = "";

beforeAll(async () => {
  await new Promise<void>((done) => outside.listen(0, "127.0.0.1", done));
  const address: AddressInfo | string | null = outside.address();
  if (address === null || typeof address === "string") throw new Error("no address");
  appUrl = `http://127.0.0.1:${address.port}`;
});
afterAll(() => {
  outside.close();
});

function change(env: Partial<ReturnType<typeof runtime>["env"]>) {
  const now = runtime();
  setRuntime({ ...now, env: { ...now.env, appUrl, ...env } });
}

test("the signed test is a callback that verifies, about a real session, at the public address; the audit has it", async () => {
  const admin = await viewerAs(desk.runtime, "admin");
  change({ isDemo: true, signatureSecrets: SECRETS });
  const sent = await sendSignedTest(admin, { requestId: "request-1" });
  expect(sent).toMatchObject({ status: 200, sessionId: order.sessionId });
  const [callback] = came;
  expect(callback?.method).toBe("POST");
  expect(callback?.url.pathname).toBe("/api/dintero/callback");
  expect(callback?.url.searchParams.getAll("report_event")).toEqual(["CAPTURE", "REFUND", "VOID"]);
  expect(callback?.url.searchParams.get("transaction_id")).toBe(order.transactionId);
  expect(JSON.parse(callback?.body ?? "")).toMatchObject({ id: order.transactionId });
  const verdict = verifyCallback(
    {
      method: "POST",
      rawQuery: callback?.url.search.slice(1) ?? "",
      signatureHeader: callback?.signature,
    },
    {
      accountId: "T12345678",
      endpoint: new URL("/api/dintero/callback", appUrl),
      secrets: SECRETS,
      toleranceSeconds: 300,
    },
    desk.runtime.now(),
  );
  expect(verdict).toMatchObject({ kind: "valid", digest: sent.deliveryId, keyNumber: 0 });
  const { rows } = await desk.runtime.db.query(
    "select actor_id, outcome, subject_id from audit where action = 'callbacks.test'",
  );
  expect(rows).toEqual([{ actor_id: admin.userId, outcome: "done", subject_id: order.sessionId }]);
});

test("outside the demo, and for everybody but an administrator, Kontor signs nothing", async () => {
  const before = came.length;
  const [admin, support] = [await viewerAs(desk.runtime, "admin"), await viewerAs(desk.runtime, "support")];
  change({ isDemo: false, signatureSecrets: SECRETS });
  await expect(sendSignedTest(admin, {})).rejects.toMatchObject({ code: "not-found" });
  change({ isDemo: true, signatureSecrets: [] });
  await expect(sendSignedTest(admin, {})).rejects.toMatchObject({ code: "not-found" });
  change({ isDemo: true, signatureSecrets: SECRETS });
  await expect(sendSignedTest(support, {})).rejects.toMatchObject({ code: "forbidden" });
  expect(came).toHaveLength(before);
});
