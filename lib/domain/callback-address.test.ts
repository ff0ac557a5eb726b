import { expect, test } from "vitest";
import { callbackAddress } from "./callback-address";
import { callbackFaults } from "./callback-flags";

test("the address to configure is the one the README gives, and nothing goes unreported through it", () => {
  const address = callbackAddress("https://kontor.example.com");
  expect(address).toBe(
    "https://kontor.example.com/api/dintero/callback?method=POST&report_error=true&report_event=CAPTURE&report_event=REFUND&report_event=VOID",
  );
  expect(callbackFaults(address)).toEqual([]);
});
