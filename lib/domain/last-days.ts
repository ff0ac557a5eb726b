import { addDays, type LocalDay } from "./local-day";
import { LAST_WINDOWS, type LastWindow } from "./order-filter-words";

/** Days of the shop: `from` belongs to them, `to` does not. */
export interface Days {
  readonly from: LocalDay;
  readonly to: LocalDay;
}

/** Which days `last` means on the day `today`; undefined for the last 24 hours, which are no days. */
export function daysOfLast(last: LastWindow, today: LocalDay): Days | undefined {
  const tomorrow = addDays(today, 1);
  const since = (days: number): Days => ({ from: addDays(today, 1 - days), to: tomorrow });
  const thisMonth = firstOfMonth(today);
  switch (last) {
    case "24h":
      return undefined;
    case "today":
      return since(1);
    case "yesterday":
      return { from: addDays(today, -1), to: today };
    case "7d":
      return since(7);
    case "30d":
      return since(30);
    case "90d":
      return since(90);
    case "month":
      return { from: thisMonth, to: tomorrow };
    case "last_month":
      return { from: firstOfMonth(addDays(thisMonth, -1)), to: thisMonth };
  }
}

/** The window that means exactly `days` on the day `today`, if there is one. */
export function lastOfDays({ from, to }: Days, today: LocalDay): LastWindow | undefined {
  return LAST_WINDOWS.find((last) => {
    const days = daysOfLast(last, today);
    return days?.from === from && days.to === to;
  });
}

function firstOfMonth(day: LocalDay): LocalDay {
  return `${day.slice(0, 8)}01`;
}
