import { Landmark } from "lucide-react";
import { Chip } from "@/components/ui/chip";
import type { Tone } from "@/components/ui/tone";
import type { EventSettlements } from "@/lib/domain/transaction";
import { Word } from "./word";

const TONES: Readonly<Record<string, Tone>> = {
  SETTLED: "good",
  PARTIALLY_SETTLED: "waiting",
  PENDING_SETTLEMENT: "waiting",
};

/** Whether a capture or refund has been paid out; nothing when the provider did not say. */
export function SettlementChip({ settlements }: { readonly settlements: EventSettlements }) {
  const { settlementStatus } = settlements;
  if (!settlementStatus) return null;
  return (
    <Chip tone={TONES[settlementStatus] ?? "neutral"} icon={<Landmark aria-hidden="true" />}>
      <Word group="settlement" value={settlementStatus} />
    </Chip>
  );
}
