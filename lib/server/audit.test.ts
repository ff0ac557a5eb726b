import { describe, expect, test } from "vitest";
import { GET as exportLog } from "@/app/api/audit/export/route";
import { POST as verifyLog } from "@/app/api/audit/verify/route";
import { recordAudit } from "@/lib/db/audit";
import type { Database } from "@/lib/db/connect";
import { type AuditFilter, EVERY_ENTRY, NOBODY } from "@/lib/domain/audit-filter";
import { ROLES } from "@/lib/roles";
import { setRuntime } from "@/lib/runtime";
import { readAudit, readAuditState, verifyNow } from "./audit";
import { parseCsv } from "./test-csv";
import { addUser, requestTo, signInCookie, testRuntime, viewerAs } from "./test-runtime";

const rt = testRuntime();
const ORIGIN = { requestId: "request-9", address: "192.0.2.9" };
const { accountId } = rt.env;
const admin = () => viewerAs(rt, "admin", "audit.read");
const MINUTE = 60_000;

/** `count` entries a minute apart, of nobody else. */
async function plant(actorId: string, count: number, more: Partial<Parameters<typeof recordAudit>[1]> = {}) {
  for (let i = 0; i < count; i += 1)
    await recordAudit(rt.db, {
      accountId,
      at: rt.now() - (count - i) * MINUTE,
      actorId,
      action: "orders.read",
      outcome: "done",
      subject: { kind: "session", id: `${accountId}.s${i}` },
      ...more,
    });
}

const listed = async (filter: Partial<AuditFilter>) =>
  (await readAudit(await admin(), { ...EVERY_ENTRY, ...filter }, ORIGIN)).rows;

describe("the audit log as a page", () => {
  test("is read by paging to the end and back: every entry once, whatever is written meanwhile", async () => {
    const viewer = await admin();
    await plant("pager", 123);
    const read = (more: Partial<AuditFilter>) =>
      readAudit(viewer, { ...EVERY_ENTRY, actor: "pager", ...more }, ORIGIN);
    const seen: string[] = [];
    let last = await read({});
    expect(last.newer).toBeUndefined();
    for (;;) {
      seen.push(...last.rows.map(({ auditId }) => auditId));
      if (last.older === undefined) break;
      await recordAudit(rt.db, {
        accountId,
        at: rt.now(),
        actorId: "pager",
        action: "orders.read",
        outcome: "done",
      });
      last = await read({ before: last.older });
    }
    expect([seen.length, new Set(seen).size]).toEqual([123, 123]);
    expect(seen).toEqual(seen.toSorted().reverse());
    const back = await read({ after: last.newer });
    expect(back.rows.map(({ auditId }) => auditId)).toEqual(seen.slice(50, 100));
    expect((await read({ after: back.newer })).rows).toHaveLength(50);
  });

  test("that it was read is an entry itself, the first on it, with who, whence and under which filter", async () => {
    const viewer = await admin();
    const { rows } = await readAudit(viewer, { ...EVERY_ENTRY, actor: viewer.userId, kind: "look" }, ORIGIN);
    expect(rows).toMatchObject([
      {
        actorId: viewer.userId,
        actorName: "Kari Nordmann",
        action: "audit.read",
        outcome: "done",
        ...ORIGIN,
        details: { filter: `kind=look&actor=${viewer.userId}` },
      },
    ]);
  });

  test("filters by kind, action, outcome, person, order by either id, request and days of the shop's clock", async () => {
    await plant("finder", 1, { action: "contact.reveal", reason: "she called", requestId: "find-1" });
    await plant("finder", 1, { action: "raw.read", outcome: "denied", requestId: "find-2" });
    await plant("finder", 1, {
      action: "orders.export",
      subject: undefined,
      // 23:30 in Oslo, on the day before.
      at: Date.parse("2026-05-03T21:30:00.000Z"),
      requestId: "find-3",
    });
    const found = async (filter: Partial<AuditFilter>) =>
      (await listed({ actor: "finder", ...filter })).map(({ requestId }) => requestId).toSorted();
    expect(await found({})).toEqual(["find-1", "find-2", "find-3"]);
    expect(await found({ kind: "personal" })).toEqual(["find-1", "find-2"]);
    expect(await found({ action: "raw.read" })).toEqual(["find-2"]);
    expect(await found({ outcome: "denied" })).toEqual(["find-2"]);
    expect(await found({ outcome: "done" })).toEqual(["find-1", "find-3"]);
    expect(await found({ request: "find-3" })).toEqual(["find-3"]);
    expect(await found({ from: "2026-05-03", to: "2026-05-04" })).toEqual(["find-3"]);
    expect(await found({ from: "2026-05-04", to: "2026-05-05" })).toEqual([]);
    expect(await found({ about: `${accountId}.s0` })).toEqual(["find-1", "find-2"]);
    await recordAudit(rt.db, {
      accountId,
      at: rt.now(),
      action: "store.backup",
      outcome: "done",
      requestId: "find-4",
    });
    expect((await listed({ actor: NOBODY })).map(({ requestId }) => requestId)).toEqual(["find-4"]);
  });

  test("names who an entry was about, and an action of another Kontor by its raw name", async () => {
    const user = await addUser(rt, "support");
    await plant("namer", 1, { action: "users.disable", subject: { kind: "user", id: user.userId } });
    await rt.db.query(
      "insert into audit (account_id, audit_id, at, actor_id, action, outcome) values ($1, '0', now(), 'namer', 'orders.burn', 'odd')",
      [accountId],
    );
    expect(await listed({ actor: "namer" })).toMatchObject([
      { action: "users.disable", subjectName: "Kari Nordmann" },
      { action: "orders.burn", outcome: "odd" },
    ]);
  });
});

test.each(ROLES.filter((role) => role !== "admin"))(
  "F51 %s gets nothing of it, and the log says that they tried",
  async (role) => {
    const user = await addUser(rt, role);
    const cookie = await signInCookie(rt, user);
    const headers = { cookie, "content-type": "application/json", "sec-fetch-site": "same-origin" };
    expect((await exportLog(requestTo(rt, "/api/audit/export", { headers }))).status).toBe(403);
    expect(
      (await verifyLog(requestTo(rt, "/api/audit/verify", { method: "POST", body: "{}", headers }))).status,
    ).toBe(403);
    const viewer = await viewerAs(rt, role);
    await expect(readAudit(viewer, EVERY_ENTRY, ORIGIN)).rejects.toMatchObject({ code: "forbidden" });
    expect(await listed({ actor: user.userId })).toMatchObject([
      { action: "audit.read", outcome: "denied" },
      { action: "audit.read", outcome: "denied" },
    ]);
  },
);

test("F61 without its own entry nothing of the log is shown, exported or traced", async () => {
  const viewer = await admin();
  const cookie = await signInCookie(rt, await addUser(rt, "admin"));
  const query: Database["query"] = (sql, values, options) =>
    sql.includes("into audit") ? Promise.reject(new Error("read-only")) : rt.db.query(sql, values, options);
  setRuntime({ ...rt, db: { ...rt.db, query, transaction: (work) => rt.db.transaction(work) } });
  try {
    await expect(readAudit(viewer, EVERY_ENTRY, ORIGIN)).rejects.toMatchObject({ code: "audit-unavailable" });
    const answer = await exportLog(requestTo(rt, "/api/audit/export", { headers: { cookie } }));
    expect([answer.status, (await answer.json()).code]).toEqual([503, "audit-unavailable"]);
  } finally {
    setRuntime(rt);
  }
});

describe("the file", () => {
  async function download(path: string) {
    const cookie = await signInCookie(rt, await addUser(rt, "admin"));
    return exportLog(requestTo(rt, path, { headers: { cookie } }));
  }

  test("holds what the list holds, page after page, and is on record itself", async () => {
    await plant("filer", 1_205);
    const answer = await download("/api/audit/export?actor=filer");
    expect([answer.status, answer.headers.get("x-kontor-entries")]).toEqual([200, "1205"]);
    expect(answer.headers.get("content-disposition")).toMatch(
      /^attachment; filename="audit-\d{8}T\d{6}Z\.csv"$/,
    );
    const [headings = [], ...lines] = parseCsv(await answer.text(), ",");
    expect(headings).toContain("at (Europe/Oslo)");
    const ids = lines.map((line) => line[headings.indexOf("audit_id")]);
    expect([ids.length, new Set(ids).size]).toEqual([1_205, 1_205]);
    expect(await listed({ action: "audit.export" })).toMatchObject([
      { outcome: "done", details: { filter: "actor=filer", entries: 1_205 } },
    ]);
  });

  test("threat 15: no reason becomes a formula, and no line breaks", async () => {
    await plant("formula", 1, { reason: '=HYPERLINK("http://x.example")\r\n+1,\u202e' });
    const [headings = [], line = [], ...more] = parseCsv(
      await (await download("/api/audit/export?actor=formula")).text(),
      ",",
    );
    expect(more).toEqual([]);
    expect(line[headings.indexOf("reason")]).toBe(
      `'=HYPERLINK("http://x.example")<U+000D><U+000A>+1,<U+202E>`,
    );
  });

  test("of a filter that is not understood is 400, and none begins", async () => {
    const answer = await download("/api/audit/export?colour=red&limit=50");
    expect([answer.status, (await answer.json()).parameters]).toEqual([
      400,
      [
        { name: "limit", reason: "unknown-parameter" },
        { name: "colour", reason: "unknown-parameter" },
      ],
    ]);
  });
});

describe("verifying from the page", () => {
  test("computes every hash again, and the result is an entry that the next page shows", async () => {
    const viewer = await admin();
    const before = await readAuditState(viewer);
    const verdict = await verifyNow(viewer, ORIGIN);
    expect([verdict.faults, verdict.isComplete, verdict.rows]).toEqual([[], true, before.rows]);
    const { lastCheck, heads } = await readAuditState(viewer);
    expect(lastCheck).toMatchObject({
      rows: before.rows,
      faults: [],
      isComplete: true,
      byName: "Kari Nordmann",
    });
    expect(heads.length).toBeGreaterThan(0);
  });

  test("threat 18: a changed row is told on the page, in the log, and stands in the log as failed", async () => {
    const viewer = await admin();
    await plant("victim", 1, { reason: "she called" });
    await rt.db.transaction(async (tx) => {
      await tx.query("alter table audit disable trigger audit_is_append_only");
      await tx.query("update audit set reason = 'she wrote' where actor_id = 'victim'");
      await tx.query("alter table audit enable trigger audit_is_append_only");
    });
    // Later than every check before it.
    rt.clock.now += MINUTE;
    const { faults } = await verifyNow(viewer, ORIGIN);
    expect(faults).toMatchObject([{ kind: "changed" }]);
    expect(await listed({ action: "audit.verify", outcome: "failed" })).toHaveLength(1);
    expect((await readAuditState(viewer)).lastCheck?.faults).toEqual(faults);
    expect(rt.logged.some((line) => line.includes('"evt":"audit.broken"'))).toBe(true);
  });
});
