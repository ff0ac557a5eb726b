import { expect, test } from "vitest";
import { createMetrics } from "./metrics";

test("counters are told by the names and labels that the contract gives them", () => {
  const metrics = createMetrics();
  metrics.deliveryStored();
  metrics.deliveryStored();
  metrics.deliveryRefused("signature-mismatch");
  metrics.upstreamRequest("GET /v1/sessions/{id}", "200");
  const lines = metrics.toText(1.5, 3).split("\n");
  expect(lines).toContain("kontor_deliveries_stored_total 2");
  expect(lines).toContain("kontor_deliveries_duplicate_total 0");
  expect(lines).toContain('kontor_deliveries_refused_total{code="signature-mismatch"} 1');
  expect(lines).toContain('kontor_upstream_requests_total{route="GET /v1/sessions/{id}",status="200"} 1');
  expect(lines).toContain("kontor_intake_lag_seconds 1.5");
  expect(lines).toContain("kontor_failures_unmapped_total 3");
});

test("a label cannot break out of its quotes", () => {
  const metrics = createMetrics();
  metrics.deliveryRefused('a"} 9\nevil 1');
  expect(metrics.toText(0)).toContain('{code="a_} 9_evil 1"} 1');
});
