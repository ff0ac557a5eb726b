/** How far a call may go. Everything a test wants shorter and an operator never changes. */
export interface Limits {
  /** Total for one read: token, both tries, headers and bodies. */
  readonly deadlineMs: number;
  /** Of an answer's body after decompression. */
  readonly maxBodyBytes: number;
  /** Of a file that is handed on. */
  readonly maxFileBytes: number;
  /** The longest pause before a retry; a longer `Retry-After` is passed on instead of waited for. */
  readonly maxPauseMs: number;
  /** Pause before a retry when Dintero names none; up to as much again is added at random. */
  readonly retryPauseMs: number;
  /** The longest `Retry-After` that is believed. */
  readonly maxRetryAfterMs: number;
  /** Failed reads in a row that open the circuit breaker. */
  readonly breakerFailures: number;
  /** One call is let through an open breaker this often. */
  readonly breakerProbeMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  deadlineMs: 8_000,
  maxBodyBytes: 5 * 1024 * 1024,
  maxFileBytes: 25 * 1024 * 1024,
  maxPauseMs: 2_000,
  retryPauseMs: 150,
  maxRetryAfterMs: 60_000,
  breakerFailures: 5,
  breakerProbeMs: 1_000,
};
