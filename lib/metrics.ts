/** What this process counts, in the words of CONTRACT, section 4. Labels hold codes and route names only. */
export interface Metrics {
  deliveryStored(): void;
  deliveryDuplicate(): void;
  deliveryRefused(code: string): void;
  upstreamRequest(route: string, status: string): void;
  /** In the Prometheus text format. `intakeLagSeconds` is the age of the oldest delivery that waits; 0 when none does. */
  toText(intakeLagSeconds: number): string;
}

export function createMetrics(): Metrics {
  const stored = new Counter("kontor_deliveries_stored_total", "Deliveries kept and acknowledged.");
  const duplicate = new Counter(
    "kontor_deliveries_duplicate_total",
    "Deliveries that were held already and acknowledged again.",
  );
  const refused = new Counter("kontor_deliveries_refused_total", "Deliveries not acknowledged, by reason.");
  const upstream = new Counter("kontor_upstream_requests_total", "Requests to Dintero, by route and status.");
  stored.add({}, 0);
  duplicate.add({}, 0);
  return {
    deliveryStored: () => stored.add({}),
    deliveryDuplicate: () => duplicate.add({}),
    deliveryRefused: (code) => refused.add({ code }),
    upstreamRequest: (route, status) => upstream.add({ route, status }),
    toText: (lag) =>
      [
        ...[stored, duplicate, refused, upstream].map((counter) => counter.toText()),
        "# HELP kontor_intake_lag_seconds Age of the oldest delivery that waits to be worked on.",
        "# TYPE kontor_intake_lag_seconds gauge",
        `kontor_intake_lag_seconds ${lag}`,
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
