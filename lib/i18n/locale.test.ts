import { describe, expect, test } from "vitest";
import { pickLocale } from "./locale";

describe("pickLocale", () => {
  test.each([
    ["the reader's choice wins over the browser's wish", "nb", "en-GB", "nb"],
    ["an unknown choice counts as none", "xx", "nb-NO", "nb"],
    ["the browser's first language that we speak is taken", undefined, "de-DE, nb;q=0.8, en;q=0.5", "nb"],
    ["weights count, not places", undefined, "en;q=0.2, nn-NO;q=0.9", "nb"],
    ["a refused language is not taken", undefined, "nb;q=0, en", "en"],
    ["old and new Norwegian codes mean Bokmål", undefined, "no", "nb"],
    ["without a wish it is English", undefined, null, "en"],
    ["nonsense is English", undefined, ";;,q=,*", "en"],
  ])("%s", (_, cookie, header, locale) => {
    expect(pickLocale(cookie, header)).toBe(locale);
  });
});
