import { Chip } from "@/components/ui/chip";
import type { Tone } from "@/components/ui/tone";
import { useWords } from "./words";

/** By what the status itself says; whether the figures bear it out is the verdict's matter. */
const TONES: Readonly<Record<string, Tone>> = {
  INITIATED: "waiting",
  ON_HOLD: "waiting",
  AUTHORIZED: "waiting",
  PARTIALLY_CAPTURED: "waiting",
  CAPTURED: "good",
  PARTIALLY_CAPTURED_REFUNDED: "waiting",
  DECLINED: "bad",
  FAILED: "bad",
  UNKNOWN: "waiting",
  OPEN: "waiting",
  IN_PROGRESS: "waiting",
  COMPLETED: "good",
};

/** A status of an order in a word; one we do not know as received. */
export function StatusChip({ status }: { readonly status: string }) {
  const word = useWords();
  return <Chip tone={TONES[status] ?? "neutral"}>{word("order", status)}</Chip>;
}
