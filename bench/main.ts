import { writeFile } from "node:fs/promises";
import { z } from "zod";
import { serveBareIntake } from "./bare-intake";
import { benchCaptures } from "./captures";
import { fillShops, type MeasuredShop } from "./in-turn";
import { measureIntake } from "./intake";
import { benchLists } from "./lists";
import { measureLookUpOverhead } from "./lookup-overhead";
import { weighPage } from "./page-weight";
import { benchSearch } from "./search";
import { signIn } from "./sign-in";
import { measureSignInTime } from "./sign-in-time";

/** Set by bin/bench.mjs, which starts what is measured. */
function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: start the benchmarks with npm run bench`);
  return value;
}

const rounded = (value: number) => Math.round(value * 100) / 100;

async function benchIntake(url: string, accountId: string, sessionIds: readonly string[]) {
  console.log("Intake: signed callbacks, committed with fsync, worker running");
  const intake = await measureIntake({
    url,
    accountId,
    signatureSecret: setting("DINTERO_SIGNATURE_SECRET").split(",")[0] ?? "",
    sessionIds,
    databaseUrl: setting("BENCH_DATABASE_URL"),
  });
  const { openLoop } = intake;
  console.log(
    `  closed loop: bare ${Math.round(intake.bareClosed)}/s, Kontor ${Math.round(intake.kontorClosed)}/s ` +
      `(× ${rounded(intake.throughputRatio)})\n` +
      `  open loop, ${openLoop.offeredPerSecond}/s for ${openLoop.seconds} s: ${Math.round(openLoop.perSecond)}/s, ` +
      `p50 ${rounded(openLoop.p50Ms)} ms, p99 ${rounded(openLoop.p99Ms)} ms, ` +
      `${openLoop.shed} shed, ${openLoop.failed} failed; ${intake.lost} lost, ${intake.twice} twice`,
  );
  return intake;
}

async function benchSignIn(): Promise<void> {
  console.log("Sign-in: a wrong password for 200 known and 200 unknown accounts, medians");
  const { knownMs, unknownMs, ratio } = await measureSignInTime(setting("BENCH_KONTOR_URL"));
  console.log(`  known ${rounded(knownMs)} ms, unknown ${rounded(unknownMs)} ms (× ${rounded(ratio)})`);
}

async function main(): Promise<void> {
  const kontor = setting("BENCH_KONTOR_URL");
  const headers = await signIn(kontor, setting("BENCH_EMAIL"), setting("BENCH_PASSWORD"));
  const sessionIds = setting("BENCH_SESSION_IDS").split(",");
  const upstream = {
    url: setting("DINTERO_API_URL"),
    accountId: setting("DINTERO_ACCOUNT_ID"),
    clientId: setting("DINTERO_CLIENT_ID"),
    clientSecret: setting("DINTERO_CLIENT_SECRET"),
  };

  if (process.argv[2] === "intake") {
    await benchIntake(kontor, upstream.accountId, sessionIds);
    return;
  }

  console.log("Look-up: GET /api/dintero/sessions/{id} against a bare proxy making the same two calls");
  const lookUp = [];
  for (const concurrency of [1, 8]) {
    const result = await measureLookUpOverhead(kontor, headers, upstream, sessionIds, concurrency);
    lookUp.push(result);
    console.log(
      `  ${concurrency} at once: bare ${rounded(result.bareProxy.p50Ms)} ms, Kontor ${rounded(result.kontor.p50Ms)} ms` +
        ` (p50 × ${rounded(result.p50Ratio)}); ${Math.round(result.bareProxy.perSecond)}/s and ` +
        `${Math.round(result.kontor.perSecond)}/s (throughput × ${rounded(result.throughputRatio)});` +
        ` failures ${result.bareProxy.failures} and ${result.kontor.failures}`,
    );
  }

  console.log("Page weight: kilobytes over the wire on a first visit, gzip");
  const pages = [];
  for (const path of ["/sign-in", "/", `/sessions/${sessionIds[0]}`]) {
    const weight = await weighPage(kontor, path, path === "/sign-in" ? {} : headers);
    pages.push({ ...weight, path: path.startsWith("/sessions/") ? "/sessions/{id}" : path });
    console.log(`  ${path.padEnd(40)} HTML ${weight.htmlKilobytes}, scripts ${weight.scriptKilobytes}`);
  }

  // Last, since its worker has the backlog to work on for a while.
  const intake = await benchIntake(kontor, upstream.accountId, sessionIds);
  const results = { measuredOn: `Node ${process.version}, ${process.platform}`, lookUp, pages, intake };
  await writeFile("bench/results.json", `${JSON.stringify(results, undefined, 2)}\n`);
}

/** Each shop as bin/bench.mjs started it, the smallest first. */
const shopFields = z.array(
  z.object({
    orders: z.number(),
    accountId: z.string(),
    url: z.string(),
    email: z.string(),
    password: z.string(),
  }),
);

async function measureShops(
  bench: (databaseUrl: string, shops: readonly MeasuredShop[]) => Promise<void>,
): Promise<void> {
  const shops: MeasuredShop[] = [];
  for (const { email, password, ...shop } of shopFields.parse(JSON.parse(setting("BENCH_SHOPS"))))
    shops.push({ ...shop, headers: await signIn(shop.url, email, password) });
  await bench(setting("BENCH_DATABASE_URL"), shops);
}

const sizeFields = z.array(z.object({ orders: z.number(), accountId: z.string() }));

const [, , part, databaseUrl = ""] = process.argv;
const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  "sign-in": benchSignIn,
  "bare-intake": () => serveBareIntake(databaseUrl),
  "fill-shops": () => fillShops(setting("DATA_DIR"), sizeFields.parse(JSON.parse(setting("BENCH_SHOPS")))),
  captures: () => measureShops(benchCaptures),
  lists: () => measureShops(benchLists),
  search: () => benchSearch(Number(process.env.BENCH_SEARCH_ORDERS ?? 200_000)),
};
const work = (PARTS[part ?? ""] ?? main)();
work.catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
