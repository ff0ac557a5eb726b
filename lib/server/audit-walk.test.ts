import { expect, test } from "vitest";
import { GET as exportAudit } from "@/app/api/audit/export/route";
import { POST as verifyAudit } from "@/app/api/audit/verify/route";
import { GET as readCallback } from "@/app/api/callbacks/[callbackId]/route";
import { POST as reprocess } from "@/app/api/callbacks/reprocess/route";
import { GET as listCallbacks } from "@/app/api/callbacks/route";
import { POST as reveal } from "@/app/api/dintero/sessions/[sessionId]/reveal/route";
import { GET as lookUp } from "@/app/api/dintero/sessions/[sessionId]/route";
import { GET as exportOrders } from "@/app/api/orders/export/route";
import { GET as listOrders } from "@/app/api/orders/route";
import { POST as search } from "@/app/api/search/route";
import { atOneMoment, verifyAudit as verifyChain } from "@/lib/db/audit-verify";
import { may, ROLES, type Role } from "@/lib/roles";
import { SAME_LOOK_MS } from "./same-look";
import { newOrder, testDesk } from "./test-orders";
import { addUser, requestTo, signInCookie } from "./test-runtime";

/** `npm run test:audit-walk` takes 10,000. */
const STEPS = Number(process.env.KONTOR_AUDIT_STEPS ?? 300);
const SEED = Number(process.env.KONTOR_AUDIT_SEED ?? 1);
const LONGEST_STEP_MS = 2_000;

const desk = await testDesk();
const { runtime: rt, sandbox } = desk;

/** What one step must leave in the log, as far as a step decides it. */
interface Expected {
  readonly request: string;
  readonly actor: string;
  readonly action: string;
  readonly outcome: string;
  readonly subject: string | null;
  readonly reason: string | null;
}

interface Somebody {
  readonly role: Role | "nobody";
  readonly actor: string;
  readonly cookie: string | undefined;
}

interface Step {
  readonly who: Somebody;
  readonly request: string;
  pick<T>(from: readonly T[]): T;
}

/** What a step does, and the status and entries it must come to. */
interface Promised {
  readonly answer: Promise<Response>;
  readonly status: number;
  readonly entries: readonly Pick<Expected, "action" | "outcome">[];
  readonly subject?: string;
  readonly reason?: string;
}

const orders = Array.from({ length: 5 }, () => newOrder());
const UNKNOWN = `T12345678.${"0".repeat(22)}`;
const CALLBACK = "f".repeat(64);
const LOOKS = new Map<string, number>();

function ask({ who, request }: Step, path: string, body?: object, headers: Record<string, string> = {}) {
  return requestTo(rt, path, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      ...(who.cookie === undefined ? {} : { cookie: who.cookie }),
      ...(body === undefined ? {} : { "content-type": "application/json", "sec-fetch-site": "same-origin" }),
      "x-request-id": request,
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** What anybody gets who is not signed in, or whose role may not; undefined for who may. */
function refusal({ role }: Somebody, action: Parameters<typeof may>[1]) {
  if (role === "nobody") return { status: 401, entries: [] };
  return may(role, action) ? undefined : { status: 403, entries: [{ action, outcome: "denied" }] };
}

const STEPS_OF: readonly ((step: Step) => Promised)[] = [
  function look(step) {
    const sessionId = step.pick([...orders.map((order) => order.sessionId), UNKNOWN]);
    const answer = lookUp(ask(step, `/api/dintero/sessions/${sessionId}`), {
      params: Promise.resolve({ sessionId }),
    });
    const action = step.who.role === "admin" ? "raw.read" : "orders.read";
    const read = { status: sessionId === UNKNOWN ? 404 : 200, entries: [{ action, outcome: "done" }] };
    return { answer, subject: sessionId, ...(refusal(step.who, "orders.read") ?? read) };
  },
  function lookAtNonsense(step) {
    const sessionId = step.pick(["../x", "T12345678.x/y", "kari@example.com", ""]);
    const answer = lookUp(ask(step, "/api/dintero/sessions/x"), { params: Promise.resolve({ sessionId }) });
    const action = step.who.role === "admin" ? "raw.read" : "orders.read";
    return {
      answer,
      subject: "sha256",
      ...(refusal(step.who, "orders.read") ?? { status: 400, entries: [{ action, outcome: "denied" }] }),
    };
  },
  function revealContact(step) {
    const { sessionId } = step.pick(orders);
    const reason = step.pick(["she called", "  delivery failed  ", "x"]);
    const answer = reveal(ask(step, "/reveal", { reason }), { params: Promise.resolve({ sessionId }) });
    const refused = refusal(step.who, "contact.reveal");
    if (refused !== undefined) return { answer, ...refused };
    if (reason === "x") return { answer, status: 400, entries: [] };
    const entries = [{ action: "contact.reveal", outcome: "done" }];
    return { answer, status: 200, entries, subject: sessionId, reason: reason.trim() };
  },
  function revealFromElsewhere(step) {
    const { sessionId } = step.pick(orders);
    const request = ask(step, "/reveal", { reason: "she called" }, { "sec-fetch-site": "cross-site" });
    return { answer: reveal(request, { params: Promise.resolve({ sessionId }) }), status: 403, entries: [] };
  },
  function lookFor(step) {
    const q = step.pick(["kari@example.com", "REF-none", orders[0]?.sessionId ?? "", "+47 999 99 999"]);
    const isId = q.startsWith("T12345678.");
    return {
      answer: search(ask(step, "/api/search", { q })),
      ...(isId ? { subject: q } : {}),
      ...(refusal(step.who, "orders.read") ?? {
        status: 200,
        entries: [{ action: "orders.search", outcome: "done" }],
      }),
    };
  },
  function list(step) {
    const query = step.pick(["", "?status=CAPTURED", "?status=FAILED&limit=25"]);
    const answer = listOrders(ask(step, `/api/orders${query}`));
    const key = `${step.who.actor} ${query}`;
    const lastAt = LOOKS.get(key);
    const isSame = lastAt !== undefined && rt.now() - lastAt < SAME_LOOK_MS;
    const refused = refusal(step.who, "orders.read");
    if (refused === undefined && !isSame) LOOKS.set(key, rt.now());
    return {
      answer,
      ...(refused ?? { status: 200, entries: isSame ? [] : [{ action: "orders.list", outcome: "done" }] }),
    };
  },
  function takeOrders(step) {
    const isKnown = step.pick([true, true, false]);
    const answer = exportOrders(
      ask(step, `/api/orders/export?${isKnown ? "status=CAPTURED" : "colour=red"}`),
    );
    const taken = { status: 200, entries: [{ action: "orders.export", outcome: "done" }] };
    return {
      answer,
      ...(refusal(step.who, "orders.export") ?? (isKnown ? taken : { status: 400, entries: [] })),
    };
  },
  function openCallback(step) {
    const callbackId = step.pick([CALLBACK, "no such id"]);
    const answer = readCallback(ask(step, "/api/callbacks/x"), { params: Promise.resolve({ callbackId }) });
    const action = step.who.role === "admin" ? "raw.read" : "callbacks.read";
    const entries = callbackId === CALLBACK ? [{ action, outcome: "done" }] : [];
    return {
      answer,
      subject: callbackId,
      ...(refusal(step.who, "callbacks.read") ?? { status: 404, entries }),
    };
  },
  function listWhatCame(step) {
    const answer = listCallbacks(ask(step, "/api/callbacks"));
    return { answer, ...(refusal(step.who, "callbacks.read") ?? { status: 200, entries: [] }) };
  },
  function processAgain(step) {
    const isDryRun = step.pick([true, false]);
    const answer = reprocess(ask(step, "/api/callbacks/reprocess", { dry_run: isDryRun }));
    const entries = isDryRun ? [] : [{ action: "callbacks.reprocess", outcome: "done" }];
    return {
      answer,
      subject: "parked",
      ...(refusal(step.who, "callbacks.reprocess") ?? { status: 200, entries }),
    };
  },
  function takeTheLog(step) {
    const answer = exportAudit(ask(step, "/api/audit/export?kind=store"));
    const entries = [{ action: "audit.export", outcome: "done" }];
    return { answer, ...(refusal(step.who, "audit.read") ?? { status: 200, entries }) };
  },
  function verifyTheLog(step) {
    const answer = verifyAudit(ask(step, "/api/audit/verify", {}));
    const entries = [{ action: "audit.verify", outcome: "done" }];
    return { answer, ...(refusal(step.who, "audit.read") ?? { status: 200, entries }) };
  },
];

/** Numbers from 0 to 1 that follow from `seed` (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test(`threat 17: after ${STEPS} random steps by random people the log equals what they did, exactly, and is whole`, {
  timeout: 60_000 + STEPS * 200,
}, async () => {
  for (const { record } of orders) sandbox.control.put(record);
  const people: Somebody[] = [{ role: "nobody", actor: "nobody", cookie: undefined }];
  for (const role of ROLES) {
    const user = await addUser(rt, role);
    people.push({ role, actor: user.userId, cookie: await signInCookie(rt, user) });
  }
  const random = randomFrom(SEED);
  const pick = <T>(from: readonly T[]): T => {
    const picked = from[Math.floor(random() * from.length)];
    if (picked === undefined) throw new Error("nothing to pick from");
    return picked;
  };
  const expected: Expected[] = [];
  for (let number = 0; number < STEPS; number += 1) {
    const request = `step-${String(number).padStart(6, "0")}`;
    const who = pick(people);
    const step = pick(STEPS_OF);
    const { answer, status, entries, subject, reason } = step({ who, request, pick });
    const answered = await answer;
    await answered.text();
    expect([request, step.name, who.role, answered.status]).toEqual([request, step.name, who.role, status]);
    for (const entry of entries) {
      const isAbout = entry.outcome === "done" || subject === "sha256";
      expected.push({
        request,
        actor: who.actor,
        ...entry,
        subject: (isAbout && subject) || null,
        reason: reason ?? null,
      });
    }
    rt.clock.now += Math.floor(random() * LONGEST_STEP_MS);
  }

  const { rows } = await rt.db.query<Expected>(
    `select request_id as request, actor_id as actor, action, outcome,
       case when subject_id like 'sha256:%' then 'sha256' else subject_id end as subject, reason
     from audit where account_id = $1 order by request_id, action`,
    [rt.env.accountId],
  );
  expect(rows).toEqual(expected);
  const { accountId } = rt.env;
  const { faults, rows: walked } = await atOneMoment(rt.db, (moment) => verifyChain(moment, { accountId }));
  expect([faults, walked]).toEqual([[], expected.length]);
});
