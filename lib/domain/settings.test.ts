import { expect, test } from "vitest";
import { DEFAULT_SETTINGS, readSettingValue, type SettingName } from "./settings";

test("what nobody has decided is a setting like any other", () => {
  const names = Object.keys(DEFAULT_SETTINGS).filter((name): name is SettingName => name in DEFAULT_SETTINGS);
  for (const name of names)
    expect(readSettingValue(name, DEFAULT_SETTINGS[name])).toEqual(DEFAULT_SETTINGS[name]);
});

test("days of a method are whole, from 1 to 366, or null for none", () => {
  const windows = { "klarna.klarna": 27, vipps: null, "dintero_psp.creditcard": 366, "a-b.c_d": 1 };
  expect(readSettingValue("authorizationWindows", windows)).toEqual(windows);
});

test.each([
  [{ vipps: 0 }],
  [{ vipps: 367 }],
  [{ vipps: 1.5 }],
  [{ vipps: "7" }],
  [{ vipps: undefined }],
  [{ "": 7 }],
  [{ "a b": 7 }],
  [{ ["x".repeat(65)]: 7 }],
  [JSON.parse('{"__proto__": 7}')],
  [Object.fromEntries(Array.from({ length: 201 }, (_, place) => [`method.${place}`, 7]))],
  [[7]],
  [null],
  ["7"],
])("%j is no table of days", (value) => {
  expect(readSettingValue("authorizationWindows", value)).toBeUndefined();
});

test.each([["true"], [1], [null], [undefined], [{}]])(
  "%j does not say whether a second factor is required",
  (value) => {
    expect(readSettingValue("isSecondFactorRequired", value)).toBeUndefined();
  },
);
