/** What this process counts, in the words of CONTRACT, section 4. Labels hold codes and route names only. */
export interface Metrics {
  deliveryStored(): void;
  deliveryDuplicate(): void;
  deliveryRefused(code: string): void;
  upstreamRequest(route: string, status: string): void;
  /** A run of reconciliation ended: "done", "partial", "stopped", or the code of its failure. */
  reconcileRun(outcome: string): void;
  /** So much was found by check that no delivery had told of: an alarm when it grows. */
  reconcileMissing(count: number): void;
  /** So many documents of Dintero's could not be read or kept. */
  reconcileUnreadable(count: number): void;
  /** Everything that Dintero's lists say happened before this instant is known here; seconds since 1970. */
  reconcileCompleteTo(seconds: number): void;
  /** Our clock less Dintero's, in seconds: an alarm from 60 on, either way. */
  clockSkew(seconds: number): void;
  /**
   * In the Prometheus text format. `intakeLagSeconds` is the age of the oldest delivery that waits, 0 when none does;
   * `unmappedFailures` the number of stored orders that failed for a reason nothing explains.
   */
  toText(intakeLagSeconds: number, unmappedFailures?: number): string;
}

export function createMetrics(): Metrics {
  const stored = new Counter("kontor_deliveries_stored_total", "Deliveries kept and acknowledged.");
  const duplicate = new Counter(
    "kontor_deliveries_duplicate_total",
    "Deliveries that were held already and acknowledged again.",
  );
  const refused = new Counter("kontor_deliveries_refused_total", "Deliveries not acknowledged, by reason.");
  const upstream = new Counter("kontor_upstream_requests_total", "Requests to Dintero, by route and status.");
  const runs = new Counter("kontor_reconcile_runs_total", "Runs of reconciliation with Dintero, by outcome.");
  const missing = new Counter(
    "kontor_reconcile_missing_total",
    "Events found by check that no delivery had told of.",
  );
  const unreadable = new Counter(
    "kontor_reconcile_unreadable_total",
    "Documents of Dintero's that could not be read or kept.",
  );
  const completeTo = new Gauge(
    "kontor_reconcile_complete_to_seconds",
    "Instant, in seconds since 1970, up to which what Dintero lists is known.",
  );
  const skew = new Gauge("kontor_clock_skew_seconds", "Our clock less Dintero's.");
  for (const counter of [stored, duplicate, missing, unreadable]) counter.add({}, 0);
  return {
    deliveryStored: () => stored.add({}),
    deliveryDuplicate: () => duplicate.add({}),
    deliveryRefused: (code) => refused.add({ code }),
    upstreamRequest: (route, status) => upstream.add({ route, status }),
    reconcileRun: (outcome) => runs.add({ outcome }),
    reconcileMissing: (count) => missing.add({}, count),
    reconcileUnreadable: (count) => unreadable.add({}, count),
    reconcileCompleteTo: (seconds) => completeTo.set(seconds),
    clockSkew: (seconds) => skew.set(seconds),
    toText: (lag, unmapped = 0) =>
      [
        ...[stored, duplicate, refused, upstream, runs, missing, unreadable].map((counter) =>
          counter.toText(),
        ),
        ...[completeTo, skew].flatMap((gauge) => gauge.toText() ?? []),
        "# HELP kontor_intake_lag_seconds Age of the oldest delivery that waits to be worked on.",
        "# TYPE kontor_intake_lag_seconds gauge",
        `kontor_intake_lag_seconds ${lag}`,
        "# HELP kontor_failures_unmapped_total Orders held that failed for a reason the decision table has no row for.",
        "# TYPE kontor_failures_unmapped_total gauge",
        `kontor_failures_unmapped_total ${unmapped}`,
        "",
      ].join("\n"),
  };
}

type Labels = Readonly<Record<string, string>>;

class Counter {
  readonly #name: string;
  readonly #help: string;
  readonly #values = new Map<string, number>();

  constructor(name: string, help: string) {
    this.#name = name;
    this.#help = help;
  }

  add(labels: Labels, by = 1): void {
    const pairs = Object.entries(labels).map(
      ([label, value]) => `${label}="${value.replace(/[\\"\n]/g, "_")}"`,
    );
    const key = pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
    this.#values.set(key, (this.#values.get(key) ?? 0) + by);
  }

  toText(): string {
    const lines = [...this.#values].map(([labels, value]) => `${this.#name}${labels} ${value}`);
    return [`# HELP ${this.#name} ${this.#help}`, `# TYPE ${this.#name} counter`, ...lines].join("\n");
  }
}

/** A value that goes up and down; not told of until it is known. */
class Gauge {
  readonly #name: string;
  readonly #help: string;
  #value: number | undefined;

  constructor(name: string, help: string) {
    this.#name = name;
    this.#help = help;
  }

  set(value: number): void {
    this.#value = value;
  }

  toText(): string | undefined {
    if (this.#value === undefined) return undefined;
    return [
      `# HELP ${this.#name} ${this.#help}`,
      `# TYPE ${this.#name} gauge`,
      `${this.#name} ${this.#value}`,
    ].join("\n");
  }
}
