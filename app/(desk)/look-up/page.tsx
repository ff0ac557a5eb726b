import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/components/client-messages";
import { LookUpMany } from "@/components/lookup/look-up-many";
import { requireViewer } from "@/lib/server/viewer";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("many");
  return { title: t("title") };
}

/** Several look-ups at once. What is pasted stays on the page: nothing of it is in the address. */
export default async function LookUpManyPage() {
  await requireViewer("orders.read");
  const t = await getTranslations("many");
  return (
    <ClientMessages namespaces={["many"]}>
      <h1 className="font-semibold text-2xl">{t("title")}</h1>
      <p className="mt-1 mb-4 max-w-prose text-ink-soft">{t("hint")}</p>
      <LookUpMany />
    </ClientMessages>
  );
}
