import { createDintero, type Dintero } from "@/lib/dintero/client";
import { type DinteroError, type DinteroReason, isDinteroError } from "@/lib/dintero/errors";
import type { DinteroCall } from "@/lib/dintero/observation";
import { CALLBACK_PATH, callbackAddress } from "@/lib/domain/callback-address";
import { callbackFaults } from "@/lib/domain/callback-flags";
import { clockState } from "@/lib/domain/clock-skew";
import type { Env } from "@/lib/env";
import { type Finding, fail, ok, warn } from "./finding";

const WHAT_TO_DO: Readonly<Record<DinteroReason, string>> = {
  unreachable:
    "Is the network up, does a firewall let Kontor out, is DINTERO_API_URL or DINTERO_CHECKOUT_URL right?",
  tls: "Something between here and Dintero shows another certificate; a proxy that opens TLS must be trusted by the system.",
  timeout: "Dintero did not answer in 8 s; try again, and see Dintero's status page.",
  cancelled: "Try again.",
  "circuit-open": "Dintero failed several times in a row; try again in a minute.",
  "credentials-refused":
    "DINTERO_ACCOUNT_ID, DINTERO_CLIENT_ID and DINTERO_CLIENT_SECRET must be of one account; T and P have clients of their own. Make a new client in Backoffice, Settings, API clients.",
  "token-refused": "Dintero refused the token it had issued; try again, then make a new API client.",
  "not-granted":
    "The API client lacks the grant to read; make a Checkout client in Backoffice, Settings, API clients.",
  "rate-limited": "Dintero limits how often we may ask; try again in some minutes.",
  "not-found": "DINTERO_CHECKOUT_URL leads to something that is not Dintero's.",
  redirected: "The address redirects; set the one it leads to.",
  "server-error": "Dintero has trouble; try again, and see Dintero's status page.",
  "unexpected-status": "DINTERO_API_URL or DINTERO_CHECKOUT_URL may lead to something that is not Dintero's.",
  "too-large": "The answer was too large to be Dintero's; is the address right?",
  "not-json": "The answer was no JSON; is the address right, or a proxy's page in between?",
  "wrong-shape": "The answer was not of Dintero's form; is the address right?",
  "other-id": "The answer was about something else; is a cache in between?",
  "other-account": "The answer was another account's; are the credentials of DINTERO_ACCOUNT_ID?",
};

/** Newest sessions whose callback address is looked at. */
const SESSIONS = 20;

/** Asks for a token and reads one page of each kind. Changes nothing at Dintero. */
export async function checkDintero(env: Env): Promise<readonly Finding[]> {
  const calls: DinteroCall[] = [];
  const dintero = createDintero({ ...env, now: Date.now, onCall: (call) => calls.push(call) });
  const transactions = await attempt("dintero transactions", () => dintero.listTransactions({ limit: 1 }));
  const isTokenGood = calls.some(({ route, code }) => route === "token" && code === undefined);
  if (!isTokenGood) {
    const { finding } = transactions;
    return [
      { ...(finding ?? fail("dintero token", "none was asked for", "Try again.")), check: "dintero token" },
    ];
  }
  const sessions = await attempt("dintero sessions", () => dintero.listSessions({ limit: SESSIONS }));
  return [
    ok("dintero token", `Dintero issued one for ${env.accountId}`),
    transactions.finding ?? ok("dintero transactions", "may be read"),
    sessions.finding ?? ok("dintero sessions", "may be read"),
    clock(dintero),
    ...(sessions.value === undefined ? [] : [callbacks(env, addressesIn(sessions.value.entries))]),
  ];
}

async function attempt<T>(check: string, ask: () => Promise<T>): Promise<{ value?: T; finding?: Finding }> {
  try {
    return { value: await ask() };
  } catch (error) {
    if (!isDinteroError(error)) throw error;
    return { finding: fail(check, wordsOf(error), WHAT_TO_DO[error.reason]) };
  }
}

function wordsOf({ message, status, requestId }: DinteroError): string {
  const details = [status && `status ${status}`, requestId && `request ${requestId}`]
    .filter(Boolean)
    .join(", ");
  return details === "" ? message : `${message} (${details})`;
}

function clock(dintero: Dintero): Finding {
  const skewMs = dintero.health().clockSkewMs;
  if (skewMs === undefined)
    return warn("clock", "Dintero's answers carry no Date", "Compare the clock by hand.");
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const says = `${seconds} s ${skewMs < 0 ? "behind" : "ahead of"} Dintero's`;
  const state = clockState(skewMs);
  if (state === "right") return ok("clock", says);
  const todo = "Set the clock by NTP: callbacks more than 300 s off are refused until it is right.";
  return state === "off" ? warn("clock", says, todo) : fail("clock", says, todo);
}

type Sessions = Awaited<ReturnType<Dintero["listSessions"]>>["entries"];

/** The newest first; Dintero lists in no documented order. */
function addressesIn(entries: Sessions): readonly (string | undefined)[] {
  return entries
    .map(({ value }) => value)
    .toSorted((a, b) => (b.createdAt ?? "").localeCompare(a.createdAt ?? ""))
    .map((session) => session.url?.callbackUrl);
}

/** Whether Dintero tells this Kontor of everything: where the newest sessions say it shall call. */
function callbacks(env: Env, addresses: readonly (string | undefined)[]): Finding {
  const check = "callback addresses";
  const wanted = callbackAddress(env.appUrl);
  const todo = `Let the shop send url.callback_url ${wanted}`;
  if (addresses.length === 0)
    return ok(check, `no session yet; the shop must send url.callback_url ${wanted}`);
  const given = addresses.filter((address) => address !== undefined);
  const elsewhere = given.filter((address) => !leadsHere(address, env.appUrl));
  const faults = new Set(given.flatMap(callbackFaults));
  if (!env.appUrl.startsWith("https:")) faults.delete("not-https");
  const says = [
    count(addresses.length - given.length, "without one"),
    count(elsewhere.length, `to another address than ${env.appUrl}${CALLBACK_PATH}`),
    ...[...faults].map((fault) => `some: ${WORDS[fault]}`),
  ].filter((text) => text !== undefined);
  const newest = `the newest ${addresses.length} sessions`;
  return says.length === 0
    ? ok(check, `right in ${newest}`)
    : warn(check, `of ${newest} ${says.join("; ")}`, todo);
}

const WORDS: Readonly<Record<ReturnType<typeof callbackFaults>[number], string>> = {
  unreadable: "no address at all",
  "not-https": "http, not https",
  "no-report-error": "report_error=true is missing, so failed payments are not told",
  "no-report-capture": "report_event=CAPTURE is missing",
  "no-report-refund": "report_event=REFUND is missing",
  "no-report-void": "report_event=VOID is missing",
  "long-delay": "delay_callback is above 60 s",
};

function leadsHere(address: string, appUrl: string): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, pathname } = new URL(address);
  return origin === appUrl && pathname === CALLBACK_PATH;
}

function count(number: number, words: string): string | undefined {
  return number === 0 ? undefined : `${number} ${words}`;
}
