import { useCallback, useEffect, useRef, useState } from "react";
import { type AheadAnswer, searchAhead } from "@/lib/queries/search";

/** Shorter texts are part of everything. */
const MIN_TYPED = 3;
/** Between two keys of somebody who types fast, so that only the pause is asked about. */
const PAUSE_MS = 170;

interface Ahead {
  /** The last answer; it stays while the next one is under way. Undefined while too little is typed. */
  readonly answer: AheadAnswer | undefined;
  /** The answer is not that to the text as it is: the pause after the last key counts too. */
  readonly isBusy: boolean;
  /** Call with the whole text after each change of it. */
  readonly typed: (text: string) => void;
  /** Asks no more, and leaves what is shown: the text was sent. */
  readonly halt: () => void;
  /** Asks no more and shows nothing: the text was answered, or dismissed. */
  readonly stop: () => void;
}

/**
 * Suggestions for a text as it is typed. Kept in no cache and no storage, since what was typed may be personal. A request
 * that fails leaves what is shown: sending the text tells what is wrong.
 */
export function useAhead(onAnswer?: (answer: AheadAnswer) => void): Ahead {
  const [answer, setAnswer] = useState<AheadAnswer>();
  const [isBusy, setIsBusy] = useState(false);
  const underWay = useRef<AbortController>(undefined);
  const answered = useRef(onAnswer);
  useEffect(() => {
    answered.current = onAnswer;
  });

  const halt = useCallback(() => {
    underWay.current?.abort();
    underWay.current = undefined;
    setIsBusy(false);
  }, []);
  const stop = useCallback(() => {
    halt();
    setAnswer(undefined);
  }, [halt]);

  const typed = useCallback(
    (text: string) => {
      halt();
      const q = text.trim();
      if (q.length < MIN_TYPED) {
        setAnswer(undefined);
        return;
      }
      const controller = new AbortController();
      underWay.current = controller;
      setIsBusy(true);
      const ask = async () => {
        if (controller.signal.aborted) return;
        const next = await searchAhead(q, controller.signal).catch(() => undefined);
        if (controller.signal.aborted) return;
        setIsBusy(false);
        if (next === undefined) return;
        setAnswer(next);
        answered.current?.(next);
      };
      setTimeout(() => void ask(), PAUSE_MS);
    },
    [halt],
  );

  // A page that is left asks for nothing any more.
  useEffect(() => () => underWay.current?.abort(), []);
  return { answer, isBusy, typed, halt, stop };
}
