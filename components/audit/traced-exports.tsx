import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { Chip } from "@/components/ui/chip";
import { Table, Td, Th } from "@/components/ui/table";
import type { TracedExport } from "@/lib/domain/audit-trace";
import { Actor } from "./actor";

/** The exports that held the order, and those of which nobody can tell. */
export function TracedExports({ exports }: { readonly exports: readonly TracedExport[] }) {
  const t = useTranslations("audit.trace");
  const format = useFormatter();
  return (
    <Table caption={t("exportsCaption")} isCaptionHidden isStackable>
      <thead>
        <tr>
          <Th>{t("exportAt")}</Th>
          <Th>{t("exportBy")}</Th>
          <Th>{t("exportFilter")}</Th>
          <Th isNumeric>{t("exportOrders")}</Th>
          <Th>{t("exportHeld")}</Th>
        </tr>
      </thead>
      <tbody>
        {exports.map((made) => (
          <tr key={made.auditId} className="hover:bg-hover">
            <Td label={t("exportAt")}>
              <Instant at={made.at} />
            </Td>
            <Td label={t("exportBy")}>
              <Actor actorId={made.actorId} name={made.actorName} />
            </Td>
            <Td label={t("exportFilter")}>
              <Link
                href={made.filter === "" ? "/orders" : `/orders?${made.filter}`}
                prefetch={false}
                className="wrap-anywhere rounded text-accent hover:underline"
              >
                <bdi>{made.filter === "" ? t("everything") : made.filter}</bdi>
              </Link>
            </Td>
            <Td label={t("exportOrders")} isNumeric>
              {format.number(made.orders)}
            </Td>
            <Td label={t("exportHeld")}>
              <div className="grid gap-0.5">
                <span>
                  <Chip tone={made.verdict === "contained" ? "info" : "waiting"}>{t(made.verdict)}</Chip>
                </span>
                <span className="text-ink-faint text-xs">{t(`${made.verdict}Next`)}</span>
              </div>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
