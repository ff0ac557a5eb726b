import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");
const root = css.slice(css.indexOf(":root {"), css.indexOf("}", css.indexOf(":root {")));

/** The colours of one theme by token name. */
function theme(side: "light" | "dark"): ReadonlyMap<string, string> {
  const tokens = root.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g);
  return new Map(
    [...tokens].map(([, name = "", light = "", dark = ""]) => [name, side === "light" ? light : dark]),
  );
}

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ["canvas", "surface", "sunken", "hover"];
const TONES = ["good", "waiting", "bad", "info", "neutral"];

const TEXT: readonly (readonly [string, string])[] = [
  ...["ink", "ink-soft", "ink-faint", "accent", ...TONES].flatMap((text) =>
    GROUNDS.map((ground) => [text, ground] as const),
  ),
  ...TONES.flatMap((tone) => [[tone, `${tone}-soft`] as const, ["ink-soft", `${tone}-soft`] as const]),
  ["accent", "accent-soft"],
  ...["accent-solid", "accent-strong", "bad-solid", "bad-strong"].map(
    (ground) => ["accent-on", ground] as const,
  ),
];

/** What must be seen and is not read: the edge of an input, the ring of the focus, the marks of a chart. */
const EDGES: readonly (readonly [string, string])[] = [
  ...["1", "2", "3", "4", "5", "6", "rest", "refund", "faint"].map(
    (series) => [`chart-${series}`, "surface"] as const,
  ),
  ...GROUNDS.map((ground) => ["accent", ground] as const),
  ["line-control", "surface"],
  ["line-control", "canvas"],
];

describe.each([
  ["light", theme("light")],
  ["dark", theme("dark")],
] as const)("the %s theme", (_, colours) => {
  function weak(pairs: typeof TEXT, least: number): string[] {
    return pairs.flatMap(([one, other]) => {
      const ratio = contrast(colours.get(one) ?? "", colours.get(other) ?? "");
      return ratio >= least ? [] : [`${one} on ${other}: ${ratio.toFixed(2)}`];
    });
  }

  test("every text can be read on every ground it stands on (WCAG 1.4.3)", () => {
    expect(weak(TEXT, 4.5)).toEqual([]);
  });

  test("edges that carry meaning can be seen (WCAG 1.4.11)", () => {
    expect(weak(EDGES, 3)).toEqual([]);
  });
});

test("every token has a light and a dark side", () => {
  const names = [...root.matchAll(/--([\w-]+):/g)].map((match) => match[1]);
  expect(names.filter((name) => name !== "shade" && !theme("light").has(name ?? ""))).toEqual([]);
});
