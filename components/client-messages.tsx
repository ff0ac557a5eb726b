import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import type { Messages, Namespace } from "@/lib/i18n/messages";

/** What the shell's own client components say. */
const SHELL: readonly Namespace[] = ["shell", "lookup", "status", "errors", "format"];

interface ClientMessagesProps {
  /** Besides the shell's own. A page adds what its client components use, and nothing more travels. */
  readonly namespaces?: readonly Namespace[];
  readonly children: ReactNode;
}

/** Gives client components below their sentences. The rest of the catalogues never leaves the server. */
export async function ClientMessages({ namespaces = [], children }: ClientMessagesProps) {
  const messages = await getMessages();
  const picked: Partial<Messages> = {};
  for (const namespace of [...SHELL, ...namespaces]) copyNamespace(messages, picked, namespace);
  return <NextIntlClientProvider messages={picked}>{children}</NextIntlClientProvider>;
}

function copyNamespace<N extends Namespace>(from: Messages, to: Partial<Messages>, namespace: N): void {
  to[namespace] = from[namespace];
}
