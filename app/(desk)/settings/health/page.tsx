import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/components/client-messages";
import { AboutSection } from "@/components/settings/about-section";
import { MachineSection } from "@/components/settings/machine-section";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { readMachine } from "@/lib/server/machine";
import { requireViewer } from "@/lib/server/viewer";
import { expectedFailure } from "../../expected-failure";
import { PageProblem } from "../../page-problem";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: `${t("parts.health")} · ${t("title")}` };
}

export default async function HealthPage() {
  const viewer = await requireViewer("settings.manage");
  const [errors, machine] = await Promise.all([
    getTranslations("errors"),
    readMachine(viewer).catch(expectedFailure),
  ]);
  if (typeof machine === "string")
    return <PageProblem code={machine} href="/settings/health" retry={errors("retry")} />;
  return (
    <ClientMessages>
      <SettingsFrame part="health">
        <MachineSection {...machine} />
        <AboutSection {...machine.madeOf} />
      </SettingsFrame>
    </ClientMessages>
  );
}
