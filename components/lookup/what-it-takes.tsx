import { CreditCard, Hash, Keyboard, Link2, ListPlus, Tag, User } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Key } from "../ui/key";
import { MANY_PATH } from "./pasted-lines";

const WAYS = [
  { name: "ids", Icon: Hash },
  { name: "references", Icon: Tag },
  { name: "payments", Icon: CreditCard },
  { name: "people", Icon: User },
  { name: "links", Icon: Link2 },
  { name: "many", Icon: ListPlus },
  { name: "keys", Icon: Keyboard },
] as const;

function toMany(words: ReactNode) {
  return (
    <Link href={MANY_PATH} prefetch={false} className="text-accent underline">
      {words}
    </Link>
  );
}

/** What may be pasted into the look-up box, for who has not learned it yet. */
export function WhatItTakes() {
  const t = useTranslations("lookup.finds");
  return (
    <section aria-label={t("title")}>
      <h2 className="mb-3 font-medium text-ink-faint text-xs">{t("title")}</h2>
      <ul className="grid gap-2.5 text-ink-soft text-sm">
        {WAYS.map(({ name, Icon }) => (
          <li key={name} className="grid grid-cols-[1rem_1fr] gap-2.5">
            <Icon aria-hidden="true" className="mt-0.5 size-4 text-ink-faint" />
            <span>{t.rich(name, { key: (letter) => <Key>{letter}</Key>, link: toMany })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
