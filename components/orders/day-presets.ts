import { addDays, type LocalDay } from "@/lib/domain/local-day";

/** Ranges that people ask for most, as days of the shop: `from` belongs to them, `to` does not. */
export function dayPresets(today: LocalDay) {
  const tomorrow = addDays(today, 1);
  return [
    { name: "today", from: today, to: tomorrow },
    { name: "yesterday", from: addDays(today, -1), to: today },
    { name: "week", from: addDays(today, -6), to: tomorrow },
    { name: "month", from: addDays(today, -29), to: tomorrow },
    { name: "thisMonth", from: `${today.slice(0, 8)}01`, to: tomorrow },
  ] as const;
}
