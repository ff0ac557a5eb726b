import type { Budget } from "./budget";
import { DinteroError } from "./errors";
import type { DinteroCall, DinteroHealth, Route } from "./observation";
import type { Transport, TransportAnswer, TransportRequest } from "./transport";

export interface Clocks {
  /** Epoch milliseconds. */
  now(): number;
  /** Monotonic milliseconds: what durations and lifetimes are measured with. */
  elapsed(): number;
}

export interface Sender {
  /**
   * Sends one request and gives its answer to `judge`, which returns what it is worth or throws a DinteroError.
   * The end of the budget wins over whatever error it caused underneath.
   */
  send<T>(
    call: { readonly route: Route; readonly attempt: number; readonly budget: Budget },
    request: Omit<TransportRequest, "signal">,
    judge: (answer: TransportAnswer) => T,
  ): Promise<T>;
  seen(): Pick<DinteroHealth, "lastSuccessAt" | "lastFailure" | "clockSkewMs">;
}

/** The one place where requests leave and answers arrive; it keeps what the status page and the metrics want to know. */
export function createSender(
  transport: Transport,
  clocks: Clocks,
  onCall: (call: DinteroCall) => void,
): Sender {
  let lastSuccessAt: number | undefined;
  let lastFailure: DinteroHealth["lastFailure"];
  let clockSkewMs: number | undefined;

  return {
    async send({ route, attempt, budget }, request, judge) {
      const startedAt = clocks.elapsed();
      let answer: TransportAnswer | undefined;
      const report = (failure?: DinteroError) =>
        onCall({
          route,
          attempt,
          status: answer?.status ?? failure?.status,
          requestId: answer?.requestId ?? failure?.requestId,
          durationMs: clocks.elapsed() - startedAt,
          code: failure?.code,
          reason: failure?.reason,
        });
      try {
        answer = await transport.send({ ...request, signal: budget.signal });
        const tookMs = clocks.elapsed() - startedAt;
        const theirs = Date.parse(answer.date ?? "");
        // Their header was written half-way through, and drops what was left of its second.
        if (!Number.isNaN(theirs)) clockSkewMs = Math.round(clocks.now() - tookMs / 2 - (theirs + 500));
        const result = judge(answer);
        lastSuccessAt = clocks.now();
        report();
        return result;
      } catch (error) {
        const failure = budget.signal.aborted ? budget.error() : error;
        if (!(failure instanceof DinteroError)) throw failure;
        if (failure.reason !== "not-found" && failure.reason !== "cancelled") {
          const { code, reason, status, requestId } = failure;
          lastFailure = { at: clocks.now(), route, code, reason, status, requestId };
        }
        report(failure);
        throw failure;
      }
    },
    seen: () => ({ lastSuccessAt, lastFailure, clockSkewMs }),
  };
}
