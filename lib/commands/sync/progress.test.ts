import { expect, test } from "vitest";
import { duration, progressBar } from "./progress";

function screenOf(isTTY: boolean, columns = 200) {
  const written: string[] = [];
  return { isTTY, columns, written, write: (text: string) => void written.push(text) };
}

const tally = { seen: 300, fetched: 240, changed: 200, unreadable: 0 };
const progress = { day: "2026-05-12", daysDone: 10, days: 40, tally };

test("on a terminal one line moves: day, share, orders, rate and what is left", () => {
  const screen = screenOf(true);
  let at = 0;
  const bar = progressBar(screen, () => at);
  at = 20_000;
  bar.show(progress);
  bar.show(progress);
  bar.end();
  expect(screen.written).toEqual([
    "\r\u001b[2K[#####---------------] 2026-05-12  10 of 40 days, 240 orders, 12.0/s, about 1 min 0 s left",
    "\r\u001b[2K",
  ]);
});

test("a narrow terminal is not wrapped", () => {
  const screen = screenOf(true, 40);
  progressBar(screen, () => 0).show(progress);
  expect(screen.written.join("").replace("\r\u001b[2K", "").length).toBe(39);
});

test("elsewhere it is a plain line now and then", () => {
  const screen = screenOf(false);
  let at = 0;
  const bar = progressBar(screen, () => at);
  for (; at <= 20_000; at += 1_000) bar.show({ ...progress, daysDone: 1 });
  bar.say("Dintero asks us to wait.");
  bar.end();
  expect(screen.written).toEqual([
    "2026-05-12  1 of 40 days, 240 orders\n",
    "2026-05-12  1 of 40 days, 240 orders, 24.0/s\n",
    "2026-05-12  1 of 40 days, 240 orders, 12.0/s\n",
    "Dintero asks us to wait.\n",
  ]);
});

test.each([
  [999, "1 s"],
  [59_000, "59 s"],
  [250_000, "4 min 10 s"],
  [7_500_000, "2 h 5 min"],
])("%d ms are %s", (ms, text) => expect(duration(ms)).toBe(text));
