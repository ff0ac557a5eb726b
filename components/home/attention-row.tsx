"use client";

import clsx from "clsx";
import {
  Ban,
  CircleCheck,
  CircleX,
  Clock3,
  Hourglass,
  type LucideIcon,
  PackageX,
  Scale,
  ShieldX,
} from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { AttentionName } from "@/lib/domain/attention";
import type { AttentionItemJson } from "@/lib/queries/attention";
import { usePaymentMethod } from "../order/words";
import { TONE_TEXTS, type Tone } from "../ui/tone";

/** What each is, and how loud it is when there are any. */
const LOOK_BY_NAME: Readonly<Record<AttentionName, { readonly Icon: LucideIcon; readonly tone: Tone }>> = {
  failed: { Icon: CircleX, tone: "bad" },
  operations: { Icon: Ban, tone: "bad" },
  onHold: { Icon: Clock3, tone: "waiting" },
  expiring: { Icon: Hourglass, tone: "waiting" },
  differing: { Icon: Scale, tone: "waiting" },
  parked: { Icon: PackageX, tone: "bad" },
  refused: { Icon: ShieldX, tone: "bad" },
};

/** One figure: a link to exactly what it counts. Zero is quiet; what is not known yet is never a zero. */
export function AttentionRow({ item }: { readonly item: AttentionItemJson }) {
  const t = useTranslations("home.attention");
  const { name, count, href, methods = [] } = item;
  const look = LOOK_BY_NAME[name];
  const isQuiet = count === 0;
  const isOpen = isQuiet && item.is_partial === true;
  const Icon = isQuiet && !isOpen ? CircleCheck : look.Icon;
  return (
    <li className="has-[a:hover]:bg-hover">
      <Link
        href={href}
        prefetch={false}
        className="grid grid-cols-[1rem_minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-2 -outline-offset-2"
      >
        <Icon
          aria-hidden="true"
          className={clsx("size-4", isQuiet ? "text-ink-faint" : TONE_TEXTS[look.tone])}
        />
        <span className="min-w-0">
          <span className={clsx("block", isQuiet ? "text-ink-soft" : "font-medium")}>
            {t(`label.${name}`)}
          </span>
          <span className="block text-ink-faint text-xs">{t(`hint.${name}`)}</span>
        </span>
        <Figure item={item} tone={look.tone} />
      </Link>
      {methods.length > 0 && <Methods methods={methods} />}
    </li>
  );
}

function Figure({ item, tone }: { readonly item: AttentionItemJson; readonly tone: Tone }) {
  const t = useTranslations("home.attention");
  const { count, is_exact, is_partial } = item;
  if (is_partial) {
    return (
      <span className="text-right text-ink-soft text-sm tabular-nums" title={t("partialHint")}>
        {t("partial", { count })}
      </span>
    );
  }
  return (
    <span
      className={clsx(
        "text-right text-lg tabular-nums",
        count === 0 ? "text-ink-faint" : ["font-semibold", TONE_TEXTS[tone]],
      )}
    >
      {t(is_exact ? "count" : "atLeast", { count })}
    </span>
  );
}

function Methods({ methods }: { readonly methods: NonNullable<AttentionItemJson["methods"]> }) {
  const methodOf = usePaymentMethod();
  return (
    <ul className="-mt-1 flex flex-wrap gap-x-3 gap-y-0.5 pr-4 pb-2 pl-11 text-xs">
      {methods.map(({ method, count, href }) => (
        <li key={method}>
          <Link
            href={href}
            prefetch={false}
            className="inline-flex min-h-6 items-center gap-1 rounded text-accent hover:underline"
          >
            <bdi className="max-w-48 truncate">{methodOf(method)}</bdi>
            <span className="tabular-nums">{count}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
