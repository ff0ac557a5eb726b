import type { Database } from "@/lib/db/connect";
import type { DueDelivery } from "@/lib/db/delivery-work";
import type { DueLateDelivery } from "@/lib/db/late-deliveries";
import type { Dintero } from "@/lib/dintero/client";
import type { Transaction } from "@/lib/domain/transaction";
import type { AppError } from "@/lib/errors";
import type { BodyReading } from "./kept-body";

export interface WorkerDeps {
  readonly db: Database;
  readonly accountId: string;
  readonly dintero: Dintero;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 to 1: keeps processes that failed together from trying again together. */
  readonly random: () => number;
  readonly onOutcome: (delivery: DueDelivery | DueLateDelivery, outcome: WorkOutcome) => void;
}

export type WorkOutcome =
  | {
      readonly kind: "applied";
      readonly isChanged: boolean;
      readonly body: BodyReading;
      /** What Dintero answered, for words in it that we do not know. */
      readonly transaction?: Transaction | undefined;
      /** Whether its person was erased, so that nothing of them was kept. */
      readonly isErased: boolean;
    }
  | { readonly kind: "postponed"; readonly code: string; readonly error?: unknown }
  | { readonly kind: "parked"; readonly code: string; readonly error: unknown }
  | { readonly kind: "unconfirmed" }
  | { readonly kind: "late-fetched" };

/** How long Dintero's API may lag behind its own delivery (F27). */
export const MAX_BEHIND_MS = 15 * 60_000;

const OUTAGE_CODES: ReadonlySet<string> = new Set([
  "upstream-unreachable",
  "upstream-error",
  "upstream-auth-failed",
  "upstream-rate-limited",
  "upstream-timeout",
  "storage-unavailable",
] satisfies AppError["code"][]);

/** Neither the delivery's fault nor ours to mend: it waits as long as it takes. */
export function isOutage(code: string): boolean {
  return OUTAGE_CODES.has(code);
}
