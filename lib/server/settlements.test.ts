import { beforeAll, describe, expect, test } from "vitest";
import { GET } from "@/app/api/settlements/[settlementId]/attachments/[attachmentId]/route";
import { noteSettlementCheck, readSettlementSync } from "@/lib/db/settlement-sync";
import { noteUnreadableSettlement, saveSettlements } from "@/lib/db/settlements";
import type { Dintero } from "@/lib/dintero/client";
import { minorUnits } from "@/lib/domain/minor-units";
import type { Settlement } from "@/lib/domain/settlement";
import { AppError } from "@/lib/errors";
import { apply } from "@/lib/intake/apply";
import { testDintero } from "@/lib/intake/test-dintero";
import { openSettlementFile } from "./settlement-file";
import { readSettlement, readSettlements, readSettlementsQuery } from "./settlements";
import { addUser, requestTo, signInCookie, testRuntime, viewerAs } from "./test-runtime";
import type { Viewer } from "./viewer";

const NOW = Date.parse("2026-05-12T10:00:00.000Z");
const ACCOUNT = "T12345678";
const ORIGIN = { requestId: "test", address: "192.0.2.1" };
type File = Awaited<ReturnType<Dintero["getSettlementAttachment"]>>;
let answer: () => Promise<File>;
const dintero: Dintero = {
  ...testDintero(ACCOUNT, () => NOW),
  getSettlementAttachment: () => answer(),
};
const runtime = testRuntime({}, dintero);
const bytes = (text: string): File => ({ kind: "file", bytes: Buffer.from(text, "latin1") });

const settlement = (id: string, change: Partial<Settlement> = {}): Settlement => ({
  id,
  settledAt: "2026-05-10T00:00:00Z",
  provider: "vipps",
  amounts: [
    {
      currency: "NOK",
      amount: minorUnits(9_900),
      capture: minorUnits(10_000),
      refund: minorUnits(0),
      fee: minorUnits(100),
    },
  ],
  paymentStatus: "paid",
  attachments: [
    { id: "att-1", extension: "pdf", contentType: "text/html", key: "../../<script>.html" },
    { id: "att-2", extension: "html", contentType: "text/html" },
  ],
  ...change,
});

let finance: Viewer;
beforeAll(async () => {
  const { db, env, now } = runtime;
  await saveSettlements(
    db,
    ACCOUNT,
    [
      settlement("stl-same"),
      settlement("stl-off", {
        amounts: [
          {
            currency: "NOK",
            amount: minorUnits(1),
            capture: minorUnits(5),
            refund: minorUnits(0),
            fee: minorUnits(1),
          },
        ],
      }),
      ...Array.from({ length: 60 }, (_, index) =>
        settlement(`stl-many-${index}`, {
          settledAt: "2026-04-20T00:00:00Z",
          provider: "klarna",
          paymentStatus: "postponed",
        }),
      ),
    ],
    NOW,
  );
  await noteUnreadableSettlement(
    db,
    ACCOUNT,
    { id: "stl-broken", problem: "amounts[0].fee: not a number" },
    NOW,
  );
  const capture = {
    ...{ id: "2", event: "CAPTURE", success: true, amount: 10_000, created_at: "2026-05-07T10:00:00Z" },
    settlements: {
      settlement_status: "SETTLED",
      events: [{ settlement_id: "stl-same", capture: 10_000, fee: 100, amount: 9_900 }],
    },
  };
  const document = {
    ...{
      id: `${ACCOUNT}.t1`,
      amount: 10_000,
      currency: "NOK",
      merchant_reference: "R-1",
      status: "CAPTURED",
    },
    ...{ payment_product: "vipps", payment_product_type: "vipps", events: [capture] },
    metadata: { payout_correlation_id: "pc-1" },
  };
  await apply(
    { db, accountId: env.accountId, now },
    { transaction: { id: `${ACCOUNT}.t1`, document, fetchedAt: new Date(NOW).toISOString() } },
    "import",
  );
  finance = await viewerAs(runtime, "finance");
});

const query = (address: string) => readSettlementsQuery(new URLSearchParams(address));

describe("settlements", () => {
  test("stand beside the captures that name them, and differ where they do", async () => {
    const { settlements } = await readSettlements(finance, query("last=30d&provider=vipps").query);
    const found = Object.fromEntries(settlements.map((each) => [each.id, each.compared[0]]));
    expect(found["stl-same"]).toMatchObject({
      matched: { capture: 10_000, lines: 1 },
      difference: { capture: 0, refund: 0, fee: 0 },
    });
    expect(found["stl-off"]).toMatchObject({ matched: undefined, told: { amount: 1, capture: 5 } });
  });

  test("are filtered by provider, payment and day, and paged without a repeat or a gap", async () => {
    const seen: string[] = [];
    let address = "from=2026-04-01&to=2026-05-01&provider=klarna&status=postponed";
    for (let pages = 0; pages < 5; pages += 1) {
      const { settlements, olderHref } = await readSettlements(finance, query(address).query);
      seen.push(...settlements.map(({ id }) => id));
      if (olderHref === undefined) break;
      address = olderHref.split("?")[1] ?? "";
    }
    expect([seen.length, new Set(seen).size]).toEqual([60, 60]);
    expect(
      (await readSettlements(finance, query("from=2026-04-01&to=2026-04-02").query)).settlements,
    ).toEqual([]);
  });

  test("that cannot be read are shown as such, and the others as they are", async () => {
    const { settlements } = await readSettlements(finance, query("last=30d").query);
    expect(settlements.find(({ id }) => id === "stl-broken")).toMatchObject({
      amounts: [],
      problem: expect.stringContaining("fee"),
    });
    expect(settlements.length).toBe(50);
  });

  test("not granted stays known beside what was known before", async () => {
    await noteSettlementCheck(runtime.db, ACCOUNT, {
      checkedAt: NOW,
      isGranted: true,
      completeFrom: NOW - 1,
    });
    await noteSettlementCheck(runtime.db, ACCOUNT, { checkedAt: NOW, isGranted: false });
    expect(await readSettlementSync(runtime.db, ACCOUNT)).toMatchObject({
      isGranted: false,
      completeFrom: new Date(NOW - 1).toISOString(),
    });
  });

  test("one tells its captures with their ids and orders, and that it was opened (F61)", async () => {
    const detail = await readSettlement(finance, "stl-same", {}, ORIGIN);
    expect(detail.lines).toMatchObject([
      {
        merchantReference: "R-1",
        payoutCorrelationId: "pc-1",
        href: `/transactions/${ACCOUNT}.t1`,
        capture: 10_000,
      },
    ]);
    const { rows } = await runtime.db.query("select subject_id from audit where action = 'settlements.read'");
    expect(rows).toEqual([{ subject_id: "stl-same" }]);
    await expect(readSettlement(finance, "nothing", {}, ORIGIN)).rejects.toMatchObject({ code: "not-found" });
  });

  test("are none of support's, and what an address says wrongly is told", async () => {
    const support = await viewerAs(runtime, "support");
    await expect(readSettlements(support, query("").query)).rejects.toMatchObject({ code: "forbidden" });
    expect(query("days=1000&before=%00&x=1").problems.map(({ name }) => name)).toEqual([
      "days",
      "before",
      "x",
    ]);
  });
});

describe("a settlement's file", () => {
  const ids = { settlementId: "stl-same", attachmentId: "att-1" };
  const download = async (attachmentId: string, role: "finance" | "manager", search = "") => {
    const cookie = await signInCookie(runtime, await addUser(runtime, role));
    const path = `/api/settlements/stl-same/attachments/${attachmentId}${search}`;
    const params = Promise.resolve({ settlementId: "stl-same", attachmentId });
    return GET(requestTo(runtime, path, { headers: { cookie } }), { params });
  };

  test("is handed on as a download under a name and a type of ours, whatever Dintero calls it", async () => {
    answer = async () => bytes("%PDF-1.4");
    const response = await download("att-1", "finance");
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": 'attachment; filename="settlement-stl-same-att-1.pdf"',
      "x-content-type-options": "nosniff",
    });
    expect(await response.text()).toBe("%PDF-1.4");
  });

  test("that says it is a page, or is no PDF, is bytes and nothing that a browser draws", async () => {
    answer = async () => bytes("<script>alert(1)</script>");
    for (const attachment of ["att-1", "att-2"]) {
      const { headers } = await download(attachment, "finance");
      expect(headers.get("content-type")).toBe("application/octet-stream");
      expect(headers.get("content-disposition")).toMatch(
        /^attachment; filename="settlement-stl-same-att-\d\.bin"$/,
      );
    }
  });

  test("that is elsewhere leads to the page that says so, not to the address", async () => {
    answer = async () => ({ kind: "link", url: "https://files.example.com/x?signature=secret" });
    const response = await download("att-1", "finance");
    expect([response.status, response.headers.get("location")]).toEqual([
      303,
      "/payouts/settlements/stl-same?elsewhere=att-1",
    ]);
    const { rows } = await runtime.db.query<{ details: object }>(
      "select details from audit where action = 'settlements.file'",
    );
    expect(JSON.stringify(rows)).not.toContain("secret");
    expect(runtime.logged.join("")).not.toContain("secret");
  });

  test("is written down before it is handed on, also when Dintero has none (F61)", async () => {
    answer = async () => {
      throw new AppError("not-found", "no such attachment");
    };
    expect((await download("att-1", "finance")).status).toBe(404);
    const { rows } = await runtime.db.query(
      "select outcome, count(*)::integer from audit where action = 'settlements.file' and outcome <> 'denied' group by 1 order by 1",
    );
    expect(rows).toEqual([
      { outcome: "done", count: 4 },
      { outcome: "failed", count: 1 },
    ]);
  });

  test("is not for managers, not under an id that no settlement has, and not with parameters", async () => {
    answer = async () => bytes("%PDF-1.4");
    expect((await download("att-1", "manager")).status).toBe(403);
    expect((await download("att-9", "finance")).status).toBe(404);
    expect((await download("att-1", "finance", "?inline=yes")).status).toBe(400);
  });

  test("is fetched three at a time at the most", async () => {
    let release: (() => void) | undefined;
    answer = () => new Promise((resolve) => (release = () => resolve(bytes("x"))));
    const asked = [1, 2, 3, 4].map(() => openSettlementFile(finance, ids, ORIGIN));
    const results = Promise.allSettled(asked);
    await expect(asked[3]).rejects.toMatchObject({ code: "overloaded" });
    answer = async () => bytes("x");
    release?.();
    void results;
  });
});
