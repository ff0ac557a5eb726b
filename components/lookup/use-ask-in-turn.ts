import { useEffect, useRef, useState } from "react";
import { RequestError } from "@/lib/queries/request";
import { type BatchLine, searchOnce } from "@/lib/queries/search";

interface Asked {
  readonly kind: "idle" | "asking" | "failed";
  readonly code: RequestError["code"];
  /** Of this round, and how many of them were answered and found. */
  readonly total: number;
  readonly done: number;
  readonly found: number;
  /** Lines that Dintero does not know either. */
  readonly unknown: ReadonlySet<number>;
}

const NOTHING: Asked = { kind: "idle", code: "internal", total: 0, done: 0, found: 0, unknown: new Set() };

interface Line {
  readonly line: number;
  readonly text: string;
}

/**
 * Asks Dintero about `lines` one at a time, so that two hundred of them are no burst there; a failure ends the round, and
 * the next one goes on where it stopped. Each is a look-up of its own: on record, and saved when something comes back.
 */
export function useAskInTurn(lines: readonly Line[], onFound: (line: BatchLine) => void) {
  const [state, setState] = useState(NOTHING);
  const round = useRef(0);
  useEffect(
    () => () => {
      round.current += 1;
    },
    [],
  );

  async function ask() {
    round.current += 1;
    const mine = round.current;
    const open = lines.filter(({ line }) => !state.unknown.has(line));
    setState((before) => ({ ...before, kind: "asking", total: open.length, done: 0, found: 0 }));
    for (const { line, text } of open) {
      const { matches, code } = await askOnce(text);
      if (round.current !== mine) return;
      // One order that cannot be read says nothing about the next; anything else would fail again.
      if (code !== undefined && code !== "upstream-invalid-response") {
        setState((before) => ({ ...before, kind: "failed", code }));
        return;
      }
      const isFound = matches.length > 0;
      if (isFound) onFound({ line, matches });
      setState((before) => ({
        ...before,
        done: before.done + 1,
        found: before.found + (isFound ? 1 : 0),
        unknown: isFound || code !== undefined ? before.unknown : new Set([...before.unknown, line]),
      }));
    }
    setState((before) => ({ ...before, kind: "idle" }));
  }

  function stop() {
    round.current += 1;
    setState((before) => ({ ...before, kind: "idle" }));
  }

  return { state, ask, stop };
}

async function askOnce(text: string): Promise<{
  readonly matches: BatchLine["matches"];
  /** Why there may be more at Dintero all the same. */
  readonly code?: RequestError["code"] | undefined;
}> {
  try {
    const { matches, dintero_problem: problem } = await searchOnce(text);
    return { matches, code: matches.length === 0 ? problem : undefined };
  } catch (error) {
    return { matches: [], code: error instanceof RequestError ? error.code : "internal" };
  }
}
