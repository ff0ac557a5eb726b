import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { Chip } from "@/components/ui/chip";
import { Table, Td, Th } from "@/components/ui/table";
import type { Role } from "@/lib/roles";
import { ManageUser } from "./manage-user";

/** A user as the table shows them. */
export interface UserRow {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly isDemo: boolean;
  readonly disabledAt?: string | undefined;
  readonly lastSeenAt?: string | undefined;
  readonly hasSecondFactor: boolean;
  readonly isFromProvider: boolean;
  readonly signIns: number;
}

interface UsersTableProps {
  readonly users: readonly UserRow[];
  /** The reader, who cannot change themselves. */
  readonly ownId: string;
}

/** Everybody who may sign in, and who no more may. */
export function UsersTable({ users, ownId }: UsersTableProps) {
  const t = useTranslations("settings.users");
  const roles = useTranslations("shell.role");
  return (
    <Table caption={t("caption")} isCaptionHidden isStackable>
      <thead>
        <tr>
          <Th>{t("name")}</Th>
          <Th>{t("role")}</Th>
          <Th>{t("state")}</Th>
          <Th>{t("secondFactor")}</Th>
          <Th>{t("lastSeen")}</Th>
          <Th>
            <span className="sr-only">{t("actions")}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <tr key={user.userId}>
            <Th scope="row" label={t("name")}>
              <span className="min-w-0">
                <bdi className="block">{user.name}</bdi>
                <bdi className="wrap-anywhere block font-normal text-ink-soft text-xs">{user.email}</bdi>
              </span>
            </Th>
            <Td label={t("role")}>{roles(user.role)}</Td>
            <Td label={t("state")}>
              <State user={user} />
            </Td>
            <Td label={t("secondFactor")}>
              <SecondFactor user={user} />
            </Td>
            <Td label={t("lastSeen")}>
              {user.lastSeenAt === undefined ? (
                <span className="text-ink-faint">{t("never")}</span>
              ) : (
                <Instant at={user.lastSeenAt} style="minute" />
              )}
            </Td>
            <Td className="text-right">
              {user.userId === ownId ? (
                <span className="text-ink-faint text-xs" title={t("youNote")}>
                  {t("you")}
                </span>
              ) : (
                <ManageUser
                  user={{
                    userId: user.userId,
                    name: user.name,
                    role: user.role,
                    isDisabled: user.disabledAt !== undefined,
                    hasSecondFactor: user.hasSecondFactor,
                    isSignedIn: user.signIns > 0,
                  }}
                />
              )}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function State({ user: { disabledAt, isDemo } }: { readonly user: UserRow }) {
  const t = useTranslations("settings.users");
  if (disabledAt !== undefined) return <Chip tone="bad">{t("disabled")}</Chip>;
  return <Chip tone={isDemo ? "info" : "good"}>{t(isDemo ? "demo" : "active")}</Chip>;
}

function SecondFactor({ user: { hasSecondFactor, isFromProvider } }: { readonly user: UserRow }) {
  const t = useTranslations("settings.users");
  if (hasSecondFactor) return t("on");
  return <span className="text-ink-faint">{t(isFromProvider ? "provider" : "off")}</span>;
}
