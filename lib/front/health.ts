import type { Door } from "@/lib/front/front";
import { refuse } from "@/lib/front/refuse";

/** What is wrong with one part of Kontor, in words that say nothing about data; undefined when it is well. */
export type Check = () => Promise<string | undefined>;

const CHECK_TIMEOUT_MS = 2_000;

/** 200 as long as the process can answer at all: what a supervisor restarts on. */
export const liveDoor: Door = reading((_request, response) => {
  answer(response, 200, { status: "live" });
});

/** 200 when a request would be served, else 503, with "ok" or a reason for each of `checks`. */
export function readyDoor(checks: Readonly<Record<string, Check>>): Door {
  return reading(async (_request, response) => {
    const faults = await Promise.all(
      Object.entries(checks).map(async ([part, check]) => [part, await timed(check)]),
    );
    const isReady = faults.every(([, fault]) => fault === undefined);
    const parts = Object.fromEntries(faults.map(([part, fault]) => [part, fault ?? "ok"]));
    answer(response, isReady ? 200 : 503, { status: isReady ? "ready" : "not ready", parts });
  });
}

function reading(door: Door): Door {
  return (request, response, asked) => {
    if (request.method === "GET" || request.method === "HEAD") return door(request, response, asked);
    refuse(response, "method-not-allowed", asked.requestId);
  };
}

async function timed(check: Check): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((done) => {
    timer = setTimeout(() => done(`no answer within ${CHECK_TIMEOUT_MS} ms`), CHECK_TIMEOUT_MS);
  });
  const fault = await Promise.race([check().catch(() => "not available"), late]);
  clearTimeout(timer);
  return fault;
}

function answer(response: Parameters<Door>[1], status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
