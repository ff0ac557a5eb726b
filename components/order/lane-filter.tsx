"use client";

import clsx from "clsx";
import { useSearchParams } from "next/navigation";
import { type ReactNode, useState } from "react";
import type { Lane } from "@/lib/domain/order";

interface LaneFilterProps {
  readonly label: string;
  readonly all: string;
  readonly lanes: readonly { readonly lane: Lane; readonly name: string }[];
  /** Entries carry `data-lane`; globals of this component hide those of other lanes. */
  readonly children: ReactNode;
}

/** Whole class names, so that Tailwind finds them. A day without an entry of the lane goes too. */
const HIDES: Record<Lane, string> = {
  customer:
    "[&_[data-lane]:not([data-lane=customer])]:hidden [&_[data-day]:not(:has([data-lane=customer]))]:hidden",
  money: "[&_[data-lane]:not([data-lane=money])]:hidden [&_[data-day]:not(:has([data-lane=money]))]:hidden",
  callback:
    "[&_[data-lane]:not([data-lane=callback])]:hidden [&_[data-day]:not(:has([data-lane=callback]))]:hidden",
};

/** Shows one lane of the story or all. The choice stands in the address, so that a link shows the same; nothing is fetched. */
export function LaneFilter({ label, all, lanes, children }: LaneFilterProps) {
  const asked = useSearchParams().get("lane");
  const [chosen, setChosen] = useState(lanes.find(({ lane }) => lane === asked)?.lane);

  function choose(lane: Lane | undefined) {
    setChosen(lane);
    const url = new URL(window.location.href);
    if (lane) url.searchParams.set("lane", lane);
    else url.searchParams.delete("lane");
    window.history.replaceState(null, "", url);
  }

  return (
    <>
      <fieldset className="flex flex-wrap items-center gap-1 print:hidden">
        <legend className="sr-only">{label}</legend>
        {[{ lane: undefined, name: all }, ...lanes].map(({ lane, name }) => (
          <button
            key={name}
            type="button"
            aria-pressed={chosen === lane}
            onClick={() => choose(lane)}
            className={clsx(
              "h-7 rounded px-2.5 text-sm",
              chosen === lane ? "bg-neutral-soft font-medium text-ink" : "text-ink-soft hover:bg-hover",
            )}
          >
            {name}
          </button>
        ))}
      </fieldset>
      <div className={chosen && HIDES[chosen]}>{children}</div>
    </>
  );
}
