import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { Chip } from "@/components/ui/chip";
import { Table, Td, Th } from "@/components/ui/table";
import type { Role } from "@/lib/roles";
import { WithdrawInvitation } from "./withdraw-invitation";

/** An invitation that nobody has accepted yet. */
export interface InvitationRow {
  readonly invitationId: string;
  readonly email: string;
  readonly role: Role;
  readonly expiresAt: string;
  readonly createdByName: string;
}

interface InvitationsTableProps {
  readonly invitations: readonly InvitationRow[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Who was invited and has not come yet. */
export function InvitationsTable({ invitations, now }: InvitationsTableProps) {
  const t = useTranslations("settings.invitations");
  const roles = useTranslations("shell.role");
  if (invitations.length === 0) return <p className="text-ink-faint text-sm">{t("none")}</p>;
  return (
    <Table caption={t("caption")} isCaptionHidden isStackable>
      <thead>
        <tr>
          <Th>{t("email")}</Th>
          <Th>{t("role")}</Th>
          <Th>{t("by")}</Th>
          <Th>{t("until")}</Th>
          <Th>
            <span className="sr-only">{t("actions")}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {invitations.map(({ invitationId, email, role, createdByName, expiresAt }) => (
          <tr key={invitationId}>
            <Th scope="row" label={t("email")}>
              <bdi className="wrap-anywhere">{email}</bdi>
            </Th>
            <Td label={t("role")}>{roles(role)}</Td>
            <Td label={t("by")}>
              <bdi>{createdByName}</bdi>
            </Td>
            <Td label={t("until")}>
              {Date.parse(expiresAt) > now ? (
                <Instant at={expiresAt} style="minute" />
              ) : (
                <Chip tone="neutral">{t("expired")}</Chip>
              )}
            </Td>
            <Td className="text-right">
              <WithdrawInvitation invitationId={invitationId} email={email} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
