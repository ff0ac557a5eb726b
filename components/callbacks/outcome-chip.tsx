import {
  CircleCheck,
  CircleHelp,
  ClockAlert,
  Equal,
  FileDiff,
  Hourglass,
  type LucideIcon,
  OctagonAlert,
  ScanSearch,
  ShieldX,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { Chip } from "@/components/ui/chip";
import type { Tone } from "@/components/ui/tone";
import type { DeliveryOutcome } from "@/lib/domain/delivery-log";

export const OUTCOME_LOOKS: Readonly<
  Record<DeliveryOutcome, { readonly tone: Tone; readonly icon: LucideIcon }>
> = {
  waiting: { tone: "info", icon: Hourglass },
  applied: { tone: "good", icon: CircleCheck },
  unchanged: { tone: "neutral", icon: Equal },
  differs: { tone: "waiting", icon: FileDiff },
  unconfirmed: { tone: "waiting", icon: CircleHelp },
  parked: { tone: "bad", icon: OctagonAlert },
  late: { tone: "waiting", icon: ClockAlert },
  refused: { tone: "bad", icon: ShieldX },
  found: { tone: "info", icon: ScanSearch },
};

/** How a callback ended, in a word. */
export function OutcomeChip({ outcome }: { readonly outcome: DeliveryOutcome }) {
  const t = useTranslations("callbacks.outcome");
  const { tone, icon: Icon } = OUTCOME_LOOKS[outcome];
  return (
    <Chip tone={tone} icon={<Icon aria-hidden="true" />}>
      {t(outcome)}
    </Chip>
  );
}
