import { expect, test } from "vitest";
import { callbackFaults } from "./callback-flags";

const FULL =
  "https://shop.example.com/callback?report_error=true&report_event=CAPTURE&report_event=REFUND&report_event=VOID";

test.each([
  ["an address that asks for everything has no faults", FULL, []],
  [
    "the documented example asks for nothing but the authorization",
    "https://example.com/callback?method=GET",
    ["no-report-error", "no-report-capture", "no-report-refund", "no-report-void"],
  ],
  ["Dintero does not call plain http", FULL.replace("https", "http"), ["not-https"]],
  ["more than 60 seconds of delay are not promised", `${FULL}&delay_callback=120`, ["long-delay"]],
  ["what is no address is said to be none", "<string>", ["unreadable"]],
])("%s", (_, url, faults) => {
  expect(callbackFaults(url)).toEqual(faults);
});
