import { beforeAll, describe, expect, test } from "vitest";
import { POST as MOVE } from "@/app/api/views/[viewId]/move/route";
import { DELETE, PATCH } from "@/app/api/views/[viewId]/route";
import { PUT } from "@/app/api/views/default/route";
import { GET, POST } from "@/app/api/views/route";
import type { Role } from "@/lib/roles";
import { addUser, requestTo, signInCookie, testRuntime } from "./test-runtime";

const runtime = testRuntime();
const JSON_TYPE = { "content-type": "application/json", "sec-fetch-site": "same-origin" };
const cookies = new Map<string, string>();

beforeAll(async () => {
  for (const role of ["support", "finance", "manager", "admin"] as const) {
    cookies.set(role, await signInCookie(runtime, await addUser(runtime, role)));
  }
  cookies.set("colleague", await signInCookie(runtime, await addUser(runtime, "finance")));
});

type Who = Role | "colleague";
type Body = Readonly<Record<string, unknown>>;

function request(who: Who, method: string, path: string, body?: Body | string, headers = JSON_TYPE) {
  // The order of the audit log is that of time.
  runtime.clock.now += 1;
  return requestTo(runtime, path, {
    method,
    headers: { ...headers, cookie: cookies.get(who) ?? "" },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

async function told(answer: Response) {
  return { status: answer.status, body: await answer.json() };
}

const list = async (who: Who) => told(await GET(request(who, "GET", "/api/views")));
const add = async (who: Who, body: Body | string = {}, headers?: typeof JSON_TYPE) =>
  told(
    await POST(
      request(
        who,
        "POST",
        "/api/views",
        typeof body === "string"
          ? body
          : { name: `View of ${runtime.clock.now}`, query: "status=FAILED", is_shared: false, ...body },
        headers,
      ),
    ),
  );
const context = (viewId: string) => ({ params: Promise.resolve({ viewId }) });
const patch = async (who: Who, id: string, body: Body) =>
  told(await PATCH(request(who, "PATCH", `/api/views/${id}`, body), context(id)));
const remove = async (who: Who, id: string, version: number) =>
  told(await DELETE(request(who, "DELETE", `/api/views/${id}`, { version }), context(id)));
const move = async (who: Who, id: string, direction: string) =>
  told(await MOVE(request(who, "POST", `/api/views/${id}/move`, { direction }), context(id)));
const choose = async (who: Who, id: string | null) =>
  told(await PUT(request(who, "PUT", "/api/views/default", { id })));

async function audited(id: string) {
  const { rows } = await runtime.db.query(
    "select action, outcome, details from audit where subject_id = $1 order by audit_id",
    [id],
  );
  return rows;
}

describe("a view over HTTP", () => {
  test("is kept, listed with the address that opens it, changed and deleted", async () => {
    const { status, body } = await add("support", {
      name: " Failed  today ",
      query: "last=today&status=FAILED",
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: "Failed today",
      query: "status=FAILED&last=today",
      href: `/orders?status=FAILED&last=today&view=${body.id}`,
      is_shared: false,
      is_default: false,
      version: 1,
    });
    expect((await list("support")).body.views).toEqual([body]);
    const changed = await patch("support", body.id, { version: 1, query: "columns=amount&columns=status" });
    expect(changed.body).toMatchObject({
      name: "Failed today",
      query: "columns=amount&columns=status",
      version: 2,
    });
    expect((await remove("support", body.id, 2)).body.views).toEqual([]);
    expect(await audited(body.id)).toEqual([]);
  });

  test.each([
    ["status=NOWHERE", "status"],
    ["state=FAILED", "state"],
    ["columns=iban", "columns"],
    ["q=kari%40example.com", "q"],
    ["q=Kari+Nordmann", "q"],
    ["status=FAILED&after=x", "after"],
    ["view=abc", "view"],
  ])(
    "%s is no query of a view: 400, naming what is not understood, and nothing is kept",
    async (query, name) => {
      const { status, body } = await add("admin", { query });
      expect({ status, code: body.code }).toEqual({ status: 400, code: "invalid-request" });
      expect(body.parameters.map((parameter: { name: string }) => parameter.name)).toContain(name);
      expect(JSON.stringify(body)).not.toMatch(/kari/i);
      expect((await list("admin")).body.views).toEqual([]);
    },
  );

  test.each([
    ["no JSON", "{"],
    ["a list", "[]"],
    ["a field nobody knows", JSON.stringify({ name: "A", query: "", is_shared: false, owner_id: "x" })],
    ["no name", JSON.stringify({ name: " ", query: "", is_shared: false })],
    ["an address for a name", JSON.stringify({ name: "kari@example.com", query: "", is_shared: false })],
    ["a query beyond measure", JSON.stringify({ name: "A", query: "q=1".repeat(2_000), is_shared: false })],
    ["a word for yes", JSON.stringify({ name: "A", query: "", is_shared: "yes" })],
  ])("%s is 400", async (_, body) => {
    expect((await add("admin", body)).status).toBe(400);
  });

  test("F56: from another site, without its origin or as a form nothing is changed", async () => {
    for (const headers of [
      { ...JSON_TYPE, "sec-fetch-site": "cross-site" },
      { ...JSON_TYPE, origin: "null" },
      { ...JSON_TYPE, "content-type": "text/plain" },
    ]) {
      expect(await add("manager", {}, headers)).toMatchObject({ status: 403, body: { code: "csrf" } });
    }
    expect((await list("manager")).body.views).toEqual([]);
  });

  test("F50: nobody who is not signed in is told or keeps anything", async () => {
    expect((await GET(requestTo(runtime, "/api/views"))).status).toBe(401);
    const body = JSON.stringify({ name: "A", query: "", is_shared: false });
    const answer = await POST(requestTo(runtime, "/api/views", { method: "POST", headers: JSON_TYPE, body }));
    expect(answer.status).toBe(401);
  });
});

describe("whose views these are", () => {
  test("another person's own is answered exactly as one that does not exist", async () => {
    const { body: own } = await add("finance");
    const missing = "AAAAAAAAAAAAAAAA";
    for (const ask of [
      (id: string) => patch("admin", id, { version: 1, name: "Mine now" }),
      (id: string) => patch("admin", id, { version: 1, is_shared: true }),
      (id: string) => remove("admin", id, 1),
      (id: string) => move("admin", id, "up"),
      (id: string) => choose("admin", id),
    ]) {
      const theirs = await ask(own.id);
      expect(theirs.status).toBe(404);
      expect(theirs).toEqual(await ask(missing));
    }
    expect((await list("finance")).body.views).toContainEqual(own);
    expect((await list("admin")).body.views).not.toContainEqual(expect.objectContaining({ id: own.id }));
  });

  test("F51: support may use what is shared and change none of it; the refusal is on record", async () => {
    const { body: shared } = await add("finance", { is_shared: true });
    const { body: own } = await add("support");
    const refused = [
      await add("support", { is_shared: true }),
      await patch("support", own.id, { version: 1, is_shared: true }),
      await patch("support", shared.id, { version: 1, name: "Theirs" }),
      await patch("support", shared.id, { version: 1, is_shared: false }),
      await remove("support", shared.id, 1),
      await move("support", shared.id, "up"),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403]);
    const { rows } = await runtime.db.query(
      "select 1 from audit where action = 'views.share' and outcome = 'denied'",
    );
    expect(rows).toHaveLength(refused.length);
    expect((await choose("support", shared.id)).body.views).toContainEqual({ ...shared, is_default: true });
    await choose("support", null);
  });

  test("each change of a shared view is on record with what it was before", async () => {
    const { body: shared } = await add("manager", { name: "Watched", is_shared: true });
    await add("manager", { name: "Its neighbour", is_shared: true });
    await patch("colleague", shared.id, { version: 1, query: "status=DECLINED" });
    await move("colleague", shared.id, "down");
    await patch("manager", shared.id, { version: 2, is_shared: false });
    await patch("manager", shared.id, { version: 3, name: "My own affair" });
    await patch("manager", shared.id, { version: 4, is_shared: true });
    await remove("colleague", shared.id, 5);
    const failed = { name: "Watched", query: "status=FAILED", shared: true };
    const declined = { ...failed, query: "status=DECLINED" };
    const own = { ...declined, name: "My own affair", shared: false };
    expect(await audited(shared.id)).toEqual(
      [
        { added: failed },
        { before: failed, after: declined },
        { moved: "down" },
        { before: declined, after: { ...declined, shared: false } },
        { before: own, after: { ...own, shared: true } },
        { removed: { ...own, shared: true } },
      ].map((details) => ({ action: "views.share", outcome: "done", details })),
    );
  });

  test("two who change one shared view: the second is told so, and the first one's change stands", async () => {
    const { body: shared } = await add("finance", { is_shared: true });
    expect((await patch("finance", shared.id, { version: 1, query: "status=DECLINED" })).status).toBe(200);
    const second = await patch("colleague", shared.id, { version: 1, query: "status=ON_HOLD" });
    expect(second).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect((await remove("colleague", shared.id, 1)).body.code).toBe("conflict");
    const { views } = (await list("colleague")).body;
    expect(views).toContainEqual(
      expect.objectContaining({
        id: shared.id,
        query: "status=DECLINED",
        version: 2,
        updated_by: "Kari Nordmann",
      }),
    );
  });

  test("a name twice in one list is told apart from other refusals", async () => {
    await add("colleague", { name: "Twice" });
    expect(await add("colleague", { name: "twice" })).toMatchObject({
      status: 409,
      body: { code: "name-taken" },
    });
  });

  test("F61: what cannot be put on record is not shared", async () => {
    await runtime.db.query("alter table audit rename to audit_away");
    try {
      const refused = await add("admin", { name: "Unrecorded", is_shared: true });
      expect(refused).toMatchObject({ status: 503, body: { code: "audit-unavailable" } });
    } finally {
      await runtime.db.query("alter table audit_away rename to audit");
    }
    const { views } = (await list("admin")).body;
    expect(views).not.toContainEqual(expect.objectContaining({ name: "Unrecorded" }));
  });
});
