import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/components/client-messages";
import { InvitationForm } from "@/components/invitation/invitation-form";
import { Mark } from "@/components/shell/mark";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("invitation");
  return { title: t("title") };
}

/**
 * Where an invitation's link leads. Anybody may open it, and it says nothing: what it is about stands behind the "#" of
 * the address, which only the browser reads.
 */
export default async function InvitationPage() {
  const t = await getTranslations("invitation");
  const shell = await getTranslations("shell");
  return (
    <main className="mx-auto w-full max-w-sm px-4 py-[clamp(2rem,12vh,8rem)]">
      <div className="mb-6">
        <div className="mb-6 flex items-center gap-2 font-semibold text-ink text-lg tracking-tight">
          <Mark className="size-7" />
          {shell("product")}
        </div>
        <h1 className="font-semibold text-2xl text-ink">{t("title")}</h1>
      </div>
      <ClientMessages namespaces={["invitation"]}>
        <InvitationForm />
      </ClientMessages>
    </main>
  );
}
