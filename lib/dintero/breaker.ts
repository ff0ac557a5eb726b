import { DinteroError } from "./errors";

export interface BreakerState {
  readonly isOpen: boolean;
  /** Epoch milliseconds of the failure that opened it. */
  readonly openSince?: number | undefined;
}

export interface Breaker {
  /** @throws DinteroError "circuit-open" with the code of the last failure, when no call may go out now. */
  admit(): void;
  succeeded(): void;
  failed(error: DinteroError): void;
  state(): BreakerState;
}

/**
 * A circuit breaker: after some failures in a row calls fail at once, except for one each `probeMs`, whose success closes
 * it. Thirty lines of our own rather than a package, since a package's half-open state waits for its one
 * probe, and a probe that hangs for the whole deadline would then hold up the recovery by as long (FAULTS, F47).
 * @param clocks `now` in epoch milliseconds, `elapsed` monotonic
 * @param onChange told after each opening and closing
 */
export function createBreaker(
  limits: { readonly breakerFailures: number; readonly breakerProbeMs: number },
  clocks: { now(): number; elapsed(): number },
  onChange: (state: BreakerState) => void,
): Breaker {
  let failures = 0;
  let lastError: DinteroError | undefined;
  let openSince: number | undefined;
  let probeAt = 0;

  const state = (): BreakerState => ({ isOpen: openSince !== undefined, openSince });
  return {
    state,
    admit() {
      if (openSince === undefined || lastError === undefined) return;
      const waitMs = probeAt - clocks.elapsed();
      if (waitMs > 0) {
        throw new DinteroError(lastError.code, "circuit-open", `not asked: ${lastError.message}`, {
          status: lastError.status,
          retryAfterMs: Math.ceil(waitMs),
          retryable: true,
        });
      }
      probeAt = clocks.elapsed() + limits.breakerProbeMs;
    },
    succeeded() {
      failures = 0;
      if (openSince === undefined) return;
      openSince = undefined;
      onChange(state());
    },
    failed(error) {
      failures += 1;
      lastError = error;
      if (failures < limits.breakerFailures || openSince !== undefined) return;
      openSince = clocks.now();
      probeAt = clocks.elapsed() + limits.breakerProbeMs;
      onChange(state());
    },
  };
}
