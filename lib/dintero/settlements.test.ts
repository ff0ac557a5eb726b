import { describe, expect, test } from "vitest";
import { settlementDifference } from "@/lib/domain/settlement";
import { startSandbox } from "@/sandbox/start-sandbox";
import { ACCOUNT, clientOf, failureOf, json, type Script, startUpstream } from "./test-upstream";

const SETTLEMENT = {
  id: "stl-1",
  settled_at: "2026-05-15T00:00:00Z",
  provider: "dintero_psp",
  provider_reference: "ref-1",
  amounts: [{ amount: 55_500, capture: 56_400, refund: 0, fee: 900, currency: "NOK" }],
  payment_status: "paid",
  attachments: [{ id: "att-1", extension: "pdf" }],
};
const KEY = { id: "stl-1", account_id: ACCOUNT, settled_at: "2026-05-15T00:00:00Z" };
const ATTACHMENT = { settlementId: "stl-1", attachmentId: "att-1" };

async function clientAnswered(read: Script) {
  const upstream = await startUpstream({ read });
  return { upstream, client: clientOf(upstream) };
}

/** What the attachment is, answered so. */
async function attachmentAnswered(body: string | Buffer, headers: Record<string, string> = {}, status = 200) {
  const { client, upstream } = await clientAnswered((_, response) => {
    response.writeHead(status, headers).end(body);
  });
  const answer = client.getSettlementAttachment(ATTACHMENT);
  return { upstream, answer };
}

describe("a page of settlements", () => {
  test("is asked for by when they were settled, and goes on from an id together with its date", async () => {
    const { client, upstream } = await clientAnswered(json({ items: [SETTLEMENT], last_evaluated_key: KEY }));
    const page = await client.listSettlements({ limit: 200, settledAtGte: "2026-05-01T00:00:00.000Z" });
    expect(page.entries.map(({ value }) => value)).toMatchObject([
      { id: "stl-1", settledAt: "2026-05-15T00:00:00Z", paymentStatus: "paid", amounts: [{ fee: 900 }] },
    ]);
    await client.listSettlements({ after: page.next });
    const path = `GET /v1/accounts/${ACCOUNT}/settlements`;
    expect(upstream.reads).toEqual([
      `${path}?limit=200&created_at.gte=2026-05-01T00%3A00%3A00.000Z`,
      `${path}?starting_after_id=stl-1&starting_after_date=2026-05-15T00%3A00%3A00Z`,
    ]);
  });

  test("ends where its key lacks one of the two", async () => {
    const { settled_at: _, ...half } = KEY;
    const { client } = await clientAnswered(json({ items: [SETTLEMENT], last_evaluated_key: half }));
    expect((await client.listSettlements({})).next).toBeUndefined();
  });

  test("shows an entry that cannot be read as such and the others as they are", async () => {
    const broken = { ...SETTLEMENT, id: "stl-2", amounts: [{ amount: "55500", currency: "NOK" }] };
    const nameless = { ...SETTLEMENT, id: null };
    const { client } = await clientAnswered(json({ items: [broken, SETTLEMENT, nameless, 7] }));
    const page = await client.listSettlements({});
    expect(page.entries.map(({ value }) => value.id)).toEqual(["stl-1"]);
    expect(page.unreadable.map(({ id, error }) => [id, error.message.split(":")[0]])).toEqual([
      ["stl-2", "items[0].amounts[0].amount"],
      [undefined, "items[2].id"],
      [undefined, "items[3]"],
    ]);
  });

  test("stands without what is only shown", async () => {
    const odd = {
      ...SETTLEMENT,
      attachments: [null, { id: 7 }, { key: "x" }],
      provider: ["?"],
      new_field: 1,
    };
    const { client } = await clientAnswered(json({ items: [odd] }));
    const [entry] = (await client.listSettlements({})).entries;
    expect(entry?.value).toMatchObject({ id: "stl-1", attachments: [{ id: "7" }] });
    expect(entry?.value.provider).toBeUndefined();
  });

  test("is refused when it is none", async () => {
    for (const body of [[SETTLEMENT], { items: null }, {}, 7]) {
      const { client } = await clientAnswered(json(body));
      expect(await failureOf(client.listSettlements({}))).toMatchObject({ reason: "wrong-shape" });
    }
  });

  test("that our client may not read says so, and the breaker stays closed", async () => {
    const { client } = await clientAnswered(json({ error: { message: "FORBIDDEN" } }, 403));
    for (let call = 0; call < 7; call += 1) {
      expect(await failureOf(client.listSettlements({}))).toMatchObject({
        reason: "not-granted",
        status: 403,
      });
    }
    expect(client.health().breakers).toMatchObject({
      settlements: { isOpen: false },
      api: { isOpen: false },
    });
  });

  test("F45 that fails time after time opens its own breaker and leaves look-ups alone", async () => {
    const { client } = await clientAnswered((_, response) => void response.writeHead(500).end());
    for (let call = 0; call < 7; call += 1) await failureOf(client.listSettlements({}));
    expect(client.health().breakers).toMatchObject({ settlements: { isOpen: true }, api: { isOpen: false } });
  });
});

describe("an attachment", () => {
  test("may be the file itself, its text as a JSON string, or that string in base64", async () => {
    const pdf = Buffer.from("%PDF-1.4\n\u00e5\u0000\u00ff", "latin1");
    const forms = [pdf, JSON.stringify(pdf.toString("base64"))];
    for (const body of forms) {
      const { answer } = await attachmentAnswered(body, { "content-type": "application/pdf" });
      expect(await answer).toEqual({ kind: "file", bytes: pdf });
    }
    const { answer } = await attachmentAnswered(JSON.stringify("a,b\nÅ,1\n"));
    expect(await answer).toEqual({ kind: "file", bytes: Buffer.from("a,b\nÅ,1\n") });
    const quoted = Buffer.from('"a","b"\n"c","d"\n');
    expect(await (await attachmentAnswered(quoted)).answer).toEqual({ kind: "file", bytes: quoted });
  });

  test("that is an address, or redirects to one, is handed on and not followed", async () => {
    const url = "https://files.example.com/stl-1.pdf?signature=abc";
    for (const [body, headers, status] of [
      [JSON.stringify(url), {}, 200],
      ["", { location: url }, 302],
    ] as const) {
      const { answer, upstream } = await attachmentAnswered(body, headers, status);
      expect(await answer).toEqual({ kind: "link", url });
      expect(upstream.reads).toHaveLength(1);
    }
  });

  test("that leads into this machine, off https or with a password in it is refused", async () => {
    for (const url of [
      "http://127.0.0.1:5432/",
      "http://files.example.com/",
      "https://user:pass@example.com/",
    ]) {
      const { answer } = await attachmentAnswered(JSON.stringify(url));
      expect(await failureOf(answer)).toMatchObject({ code: "upstream-invalid-response" });
    }
    for (const location of ["/else", "file:///etc/passwd", "javascript:alert(1)", "//example.com/"]) {
      const { answer } = await attachmentAnswered("", { location }, 307);
      expect(await failureOf(answer)).toMatchObject({ code: "upstream-invalid-response" });
    }
  });

  test("that is empty, or larger than any file we hand on, is refused", async () => {
    expect(await failureOf((await attachmentAnswered("")).answer)).toMatchObject({ reason: "wrong-shape" });
    const upstream = await startUpstream({ read: (_, response) => void response.end("x".repeat(2_000)) });
    const client = clientOf(upstream, { limits: { maxFileBytes: 1_000 } });
    expect(await failureOf(client.getSettlementAttachment(ATTACHMENT))).toMatchObject({
      reason: "too-large",
    });
  });

  test("of an id that does not fit into a path is not asked for", async () => {
    const { client, upstream } = await clientAnswered(json({}));
    for (const attachmentId of ["../../../auth", "a/b", "", "..", "a?b"]) {
      const asked = client.getSettlementAttachment({ settlementId: "stl-1", attachmentId });
      expect(await failureOf(asked)).toMatchObject({ code: "invalid-id" });
    }
    expect(upstream.reads).toEqual([]);
  });

  test("that Dintero does not have is not found", async () => {
    const { client } = await clientAnswered(json({ error: {} }, 404));
    expect(await failureOf(client.getSettlementAttachment(ATTACHMENT))).toMatchObject({ code: "not-found" });
  });
});

test("every settlement of a shop is read, its amounts add up, and each form of attachment is had", async () => {
  const sandbox = await startSandbox({ orders: 200, accountId: ACCOUNT });
  try {
    const client = clientOf(sandbox, { clientId: "kontor-sandbox", clientSecret: "sandbox-secret" });
    const page = await client.listSettlements({ limit: 1000 });
    expect(page.unreadable).toEqual([]);
    expect(page.entries.length).toBeGreaterThan(20);
    for (const { value } of page.entries)
      for (const sums of value.amounts) expect(settlementDifference(sums)).toBe(0);
    const settlement = page.entries.find(({ value }) => value.attachments.length === 3)?.value;
    const kinds = await Promise.all(
      (settlement?.attachments ?? []).map(async ({ id }) => {
        const file = await client.getSettlementAttachment({
          settlementId: settlement?.id ?? "",
          attachmentId: id,
        });
        return file.kind === "link" ? "link" : Buffer.from(file.bytes).toString("latin1").slice(0, 5);
      }),
    );
    expect(kinds).toEqual(["%PDF-", "trans", "link"]);
  } finally {
    await sandbox.close();
  }
});
