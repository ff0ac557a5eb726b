import { CircleHelp, Landmark, type LucideIcon, Server, Settings, User } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Who } from "@/lib/domain/order";
import { Chip } from "./ui/chip";

interface WhoChipProps {
  readonly who: Who;
  /** What a screen reader hears before it. */
  readonly label: string;
  /** Whether something is ours to mend. */
  readonly isOurs?: boolean;
}

const ICONS: Record<Who, LucideIcon> = {
  customer: User,
  bank: Landmark,
  provider: Server,
  merchant: Settings,
  unknown: CircleHelp,
};

/** With whom a failure lies. */
export function WhoChip({ who, label, isOurs = false }: WhoChipProps) {
  const t = useTranslations("failure.who");
  const Icon = ICONS[who];
  return (
    <Chip tone={isOurs ? "bad" : "neutral"} icon={<Icon aria-hidden="true" />}>
      <span className="sr-only">{label}: </span>
      {t(who)}
    </Chip>
  );
}
