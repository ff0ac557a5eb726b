import { useTranslations } from "next-intl";
import type { Device } from "@/lib/domain/device";
import { Instant } from "../instant";
import { Chip } from "../ui/chip";
import { Table, Td, Th } from "../ui/table";

/** Where somebody is signed in. */
export interface SignInEntry {
  readonly isThisOne: boolean;
  readonly method: "password" | "sso";
  readonly address?: string | undefined;
  readonly device?: Device | undefined;
  readonly createdAt: string;
  readonly lastSeenAt: string;
}

/** One line per browser that is signed in. */
export function SignInTable({ signIns }: { readonly signIns: readonly SignInEntry[] }) {
  const t = useTranslations("account.signIns");
  return (
    <Table caption={t("title")} isCaptionHidden isStackable>
      <thead>
        <tr>
          <Th>{t("where")}</Th>
          <Th>{t("address")}</Th>
          <Th>{t("since")}</Th>
          <Th>{t("used")}</Th>
        </tr>
      </thead>
      <tbody>
        {signIns.map((signIn) => (
          <tr key={`${signIn.createdAt} ${signIn.lastSeenAt} ${signIn.address}`}>
            <Th scope="row" label={t("where")}>
              <span className="inline-flex flex-wrap items-center gap-2">
                {nameOf(signIn.device) || t("unknown")}
                {signIn.isThisOne && <Chip tone="good">{t("thisOne")}</Chip>}
                {signIn.method === "sso" && <Chip tone="neutral">{t("sso")}</Chip>}
              </span>
            </Th>
            <Td label={t("address")}>{signIn.address ?? "–"}</Td>
            <Td label={t("since")}>
              <Instant at={signIn.createdAt} style="minute" />
            </Td>
            <Td label={t("used")}>
              <Instant at={signIn.lastSeenAt} style="minute" />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function nameOf(device: Device | undefined): string {
  return [device?.browser, device?.system].filter(Boolean).join(", ");
}
