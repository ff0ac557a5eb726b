import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Place, type Press, resolvePress } from "./key-press";

const NAMES = ["j", "?", "g h", "g o", "mod+k", "/", "[", "Enter"];
const PAGE: Place = {
  isTyping: false,
  isOnControl: false,
  isBehindDialog: false,
  areSingleKeysOn: true,
  isMac: false,
};

function press(key: string, held: readonly string[] = [], more: Partial<Press> = {}): Press {
  return {
    key,
    ctrlKey: held.includes("Control"),
    metaKey: held.includes("Meta"),
    altKey: held.includes("Alt"),
    shiftKey: held.includes("Shift"),
    isComposing: false,
    timeStamp: 0,
    getModifierState: (modifier) => held.includes(modifier),
    ...more,
  };
}

const run = (pressed: Press, place: Partial<Place> = {}) =>
  resolvePress(pressed, NAMES, { ...PAGE, ...place }).run;

describe("a single key", () => {
  test("runs, with Shift where the keyboard needs it and whatever caps lock says", () => {
    expect(run(press("j"))).toBe("j");
    expect(run(press("J"))).toBe("j");
    expect(run(press("?", ["Shift"]))).toBe("?");
    expect(run(press("/", ["Shift"]))).toBe("/");
    expect(run(press("J", ["Shift"]))).toBeUndefined();
  });

  test("typed with AltGr is that key, as on a Norwegian keyboard", () => {
    expect(run(press("[", ["AltGraph", "Control", "Alt"]))).toBe("[");
  });

  test.each<[string, Press, Partial<Place>]>([
    ["while typing", press("j"), { isTyping: true }],
    ["behind a dialog", press("j"), { isBehindDialog: true }],
    ["switched off", press("j"), { areSingleKeysOn: false }],
    ["with Ctrl", press("j", ["Control"]), {}],
    ["with Alt", press("j", ["Alt"]), {}],
    ["with Meta", press("j", ["Meta"]), {}],
    ["while a letter is composed", press("j", [], { isComposing: true }), {}],
    ["that nobody asked for", press("q"), {}],
    ["Enter on a link", press("Enter"), { isOnControl: true }],
  ])("does nothing %s", (_when, pressed, place) => {
    expect(run(pressed, place)).toBeUndefined();
  });
});

describe("a combination", () => {
  test("works in a field and with single keys switched off, Ctrl here and ⌘ on a Mac", () => {
    const place = { isTyping: true, areSingleKeysOn: false };
    expect(run(press("k", ["Control"]), place)).toBe("mod+k");
    expect(run(press("k", ["Meta"]), { ...place, isMac: true })).toBe("mod+k");
    // Emacs' "kill to the end of the line", which a Mac has in every field.
    expect(run(press("k", ["Control"]), { isMac: true })).toBeUndefined();
    expect(run(press("k", ["Control", "Shift"]))).toBeUndefined();
    expect(run(press("k", ["Control"]), { isBehindDialog: true })).toBeUndefined();
  });
});

describe("a chord", () => {
  const second = (pressed: Press, place: Partial<Place> = {}) => {
    const { pending } = resolvePress(press("g"), NAMES, PAGE);
    return resolvePress(pressed, NAMES, { ...PAGE, ...place }, pending);
  };

  test("runs when its second key follows soon", () => {
    expect(second(press("h", [], { timeStamp: 1_000 }))).toEqual({ run: "g h" });
    expect(second(press("h", [], { timeStamp: 5_000 }))).toEqual({});
  });

  test("a second key that completes nothing does nothing, not even its own", () => {
    expect(second(press("j"))).toEqual({});
  });

  test("waits while Shift goes down, and is over when the reader begins to type", () => {
    expect(second(press("Shift")).pending).toBeDefined();
    expect(second(press("h"), { isTyping: true })).toEqual({});
  });
});

test("whatever is pressed wherever, at most what is mounted runs", () => {
  const held = fc.subarray(["Control", "Meta", "Alt", "Shift", "AltGraph"]);
  const key = fc.oneof(fc.constantFrom("g", "h", "j", "k", "?", "Enter", "Dead"), fc.string());
  const place = fc.record({
    isTyping: fc.boolean(),
    isOnControl: fc.boolean(),
    isBehindDialog: fc.boolean(),
    areSingleKeysOn: fc.boolean(),
    isMac: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(key, held), { maxLength: 8 }), place, (presses, where) => {
      let pending: ReturnType<typeof resolvePress>["pending"];
      for (const [name, modifiers] of presses) {
        const resolved = resolvePress(press(name, modifiers), NAMES, where, pending);
        pending = resolved.pending;
        if (resolved.run === undefined) continue;
        expect(NAMES).toContain(resolved.run);
        expect(where.isBehindDialog).toBe(false);
        if (!resolved.run.startsWith("mod+")) expect(where.isTyping || !where.areSingleKeysOn).toBe(false);
      }
    }),
  );
});
