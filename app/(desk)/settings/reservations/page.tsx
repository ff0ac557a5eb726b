import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/components/client-messages";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { WindowsSection } from "@/components/settings/windows-section";
import { readWindowsSetting } from "@/lib/server/settings";
import { requireViewer } from "@/lib/server/viewer";
import { expectedFailure } from "../../expected-failure";
import { PageProblem } from "../../page-problem";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: `${t("parts.reservations")} · ${t("title")}` };
}

export default async function ReservationsPage() {
  const viewer = await requireViewer("settings.manage");
  const [errors, read] = await Promise.all([
    getTranslations("errors"),
    readWindowsSetting(viewer).catch(expectedFailure),
  ]);
  if (typeof read === "string")
    return <PageProblem code={read} href="/settings/reservations" retry={errors("retry")} />;
  return (
    <ClientMessages namespaces={["settings"]}>
      <SettingsFrame part="reservations">
        <WindowsSection {...read} />
      </SettingsFrame>
    </ClientMessages>
  );
}
