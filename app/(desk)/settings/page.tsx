import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/components/client-messages";
import { InvitationsTable } from "@/components/settings/invitations-table";
import { InviteForm } from "@/components/settings/invite-form";
import { SecondFactorSwitch } from "@/components/settings/second-factor-switch";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { UsersTable } from "@/components/settings/users-table";
import { Chip } from "@/components/ui/chip";
import { Section } from "@/components/ui/section";
import { runtime } from "@/lib/runtime";
import { listInvitations } from "@/lib/server/invitations";
import { readSecondFactorSetting } from "@/lib/server/settings";
import { listUsers } from "@/lib/server/users";
import { requireViewer } from "@/lib/server/viewer";
import { expectedFailure } from "../expected-failure";
import { PageProblem } from "../page-problem";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: t("title") };
}

export default async function UsersPage() {
  const viewer = await requireViewer("users.manage");
  const [t, errors, read] = await Promise.all([
    getTranslations("settings"),
    getTranslations("errors"),
    Promise.all([listUsers(viewer), listInvitations(viewer), readSecondFactorSetting(viewer)]).catch(
      expectedFailure,
    ),
  ]);
  if (typeof read === "string") return <PageProblem code={read} href="/settings" retry={errors("retry")} />;
  const [users, invitations, { value: isRequired, version }] = read;
  return (
    <ClientMessages namespaces={["settings"]}>
      <SettingsFrame part="users">
        <Section title={t("users.title")} isFlush>
          <UsersTable users={users} ownId={viewer.userId} />
        </Section>
        <Section title={t("invite.title")}>
          <InviteForm />
        </Section>
        <Section title={t("invitations.title")} isFlush={invitations.length > 0}>
          <InvitationsTable invitations={invitations} now={runtime().now()} />
        </Section>
        <Section
          title={t("secondFactor.title")}
          actions={
            <Chip tone={isRequired ? "good" : "neutral"}>
              {t(isRequired ? "secondFactor.required" : "secondFactor.optional")}
            </Chip>
          }
        >
          <SecondFactorSwitch key={version} isRequired={isRequired} version={version} />
        </Section>
      </SettingsFrame>
    </ClientMessages>
  );
}
