import type { ImportProgress } from "@/lib/intake/import-history";

/** The part of a stream that progress is written to. */
export interface ProgressScreen {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

export interface ProgressBar {
  show(progress: ImportProgress): void;
  /** Says why nothing moves, in a sentence. */
  say(sentence: string): void;
  /** Ends the line. */
  end(): void;
}

const BAR = 20;
/** A terminal is redrawn this often, a file gets a line. */
const REDRAW_MS = 100;
const LINE_MS = 10_000;

/** One line that moves on a terminal, a plain line now and then elsewhere. `elapsed` in monotonic milliseconds. */
export function progressBar(screen: ProgressScreen, elapsed: () => number): ProgressBar {
  const isTerminal = screen.isTTY === true;
  const startedAt = elapsed();
  let shownAt = Number.NEGATIVE_INFINITY;
  const put = (text: string) => {
    const width = Math.max(20, (screen.columns ?? 80) - 1);
    screen.write(isTerminal ? `\r\u001b[2K${text.slice(0, width)}` : `${text}\n`);
  };
  return {
    show(progress) {
      if (elapsed() - shownAt < (isTerminal ? REDRAW_MS : LINE_MS)) return;
      shownAt = elapsed();
      put(lineOf(progress, elapsed() - startedAt, isTerminal));
    },
    say(sentence) {
      shownAt = elapsed();
      put(sentence);
    },
    end() {
      if (isTerminal) screen.write("\r\u001b[2K");
    },
  };
}

function lineOf({ day, daysDone, days, tally }: ImportProgress, ms: number, isTerminal: boolean): string {
  const share = days === 0 ? 1 : daysDone / days;
  const filled = Math.round(share * BAR);
  const bar = isTerminal ? `[${"#".repeat(filled)}${"-".repeat(BAR - filled)}] ` : "";
  const rate = ms < 1_000 ? "" : `, ${(tally.fetched / (ms / 1000)).toFixed(1)}/s`;
  const left = daysDone < 2 ? "" : `, about ${duration((ms / daysDone) * (days - daysDone))} left`;
  return `${bar}${day}  ${daysDone} of ${days} days, ${tally.fetched} orders${rate}${left}`;
}

/** In the largest two units: "4 min 10 s". */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
