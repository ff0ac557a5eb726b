import { useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import type { JsonObject } from "@/lib/domain/json";
import { AsReceived } from "./as-received";

interface MetadataSectionProps {
  readonly session: JsonObject | undefined;
  readonly transaction: JsonObject | undefined;
}

/** What the shop and the providers noted on the session and on the transaction. */
export function MetadataSection({ session, transaction }: MetadataSectionProps) {
  const t = useTranslations("order.metadata");
  const parts = [
    { name: t("session"), value: session },
    { name: t("transaction"), value: transaction },
  ].flatMap(({ name, value }) => (value && Object.keys(value).length > 0 ? [{ name, value }] : []));
  if (parts.length === 0) return null;
  return (
    <Section title={t("title")} id="metadata">
      <div className="grid gap-4">
        {parts.map(({ name, value }) => (
          <div key={name}>
            <h3 className="mb-1 text-ink-faint text-xs">{name}</h3>
            <AsReceived value={value} isStacked />
          </div>
        ))}
      </div>
    </Section>
  );
}
