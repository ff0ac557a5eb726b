"use client";

import type { KeyboardEvent, RefObject } from "react";
import type { SearchMatch } from "@/lib/queries/search";
import { MatchRow } from "./match-row";

interface MatchListProps {
  readonly label: string;
  readonly matches: readonly SearchMatch[];
  readonly ref: RefObject<HTMLUListElement | null>;
  /** Upwards past the first row: back to the box. */
  readonly onLeave: () => void;
}

/** The orders to choose from: links, so that each also opens in a new tab; the arrow keys walk them. */
export function MatchList({ label, matches, ref, onLeave }: MatchListProps) {
  function walk(event: KeyboardEvent<HTMLAnchorElement>) {
    const links = [...(ref.current?.querySelectorAll("a") ?? [])];
    const here = links.indexOf(event.currentTarget);
    const last = links.length - 1;
    const there = { ArrowDown: Math.min(here + 1, last), ArrowUp: here - 1, Home: 0, End: last }[event.key];
    if (there === undefined) return;
    event.preventDefault();
    if (there < 0) onLeave();
    else links[there]?.focus();
  }

  return (
    <ul ref={ref} aria-label={label} className="divide-y">
      {matches.map((match) => (
        <li key={match.href}>
          <MatchRow order={match} match={match} onKeyDown={walk} />
        </li>
      ))}
    </ul>
  );
}
