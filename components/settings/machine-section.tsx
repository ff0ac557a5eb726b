import { useLocale, useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import { formatDuration } from "@/lib/format/durations";
import { formatBytes, formatQuantity } from "@/lib/format/numbers";
import { type CheckLine, CheckList } from "./check-list";
import { useReconciliationLine } from "./reconciliation-line";

export interface MachineSectionProps {
  readonly node: string;
  readonly platform: string;
  readonly upSeconds: number;
  readonly store: {
    readonly isEmbedded: boolean;
    readonly version: string;
    readonly isSupported: boolean;
    readonly bytes: number;
    readonly durabilityOff: readonly string[];
    readonly hasChecksums?: boolean | undefined;
  };
  readonly disk?:
    | {
        readonly freeBytes: number;
        readonly totalBytes: number;
        readonly state: "enough" | "little" | "none";
      }
    | undefined;
  readonly work: {
    readonly waiting: number;
    readonly oldestWaitingSeconds: number;
    readonly backlog: "right" | "slow" | "stuck";
    readonly parked: number;
    readonly unconfirmed: number;
    readonly reconciliation: Parameters<ReturnType<typeof useReconciliationLine>>[0];
    readonly reconciledAt?: string | undefined;
  };
}

const DISK_TONES = { enough: "good", little: "waiting", none: "bad" } as const;
const BACKLOG_TONES = { right: "good", slow: "waiting", stuck: "bad" } as const;

/** Store, disk and work: each with its state and what to do about it. */
export function MachineSection({ node, platform, upSeconds, store, disk, work }: MachineSectionProps) {
  const t = useTranslations("settings.machine");
  const locale = useLocale();
  const reconciliation = useReconciliationLine();
  const quantity = (value: number) => formatQuantity(value, locale);
  const stuck = work.parked + work.unconfirmed;
  const lines: CheckLine[] = [
    {
      name: t("process"),
      tone: "good",
      word: t("running"),
      children: t("processNote", { node, platform, up: formatDuration(upSeconds, locale) }),
    },
    {
      name: t("database"),
      tone: store.isSupported ? "good" : "bad",
      word: `PostgreSQL ${store.version}`,
      children: t("databaseNote", {
        place: store.isEmbedded ? "embedded" : "server",
        size: formatBytes(store.bytes, locale),
      }),
    },
    store.durabilityOff.length === 0
      ? { name: t("durability"), tone: "good", word: t("durable"), children: t("durableNote") }
      : {
          name: t("durability"),
          tone: "bad",
          word: t("notDurable"),
          children: t("notDurableNote", { settings: store.durabilityOff.join(", ") }),
        },
    {
      name: t("checksums"),
      tone: store.hasChecksums === false ? "waiting" : store.hasChecksums ? "good" : "neutral",
      word: t(store.hasChecksums === undefined ? "notTold" : store.hasChecksums ? "on" : "off"),
    },
    ...(disk === undefined
      ? []
      : [
          {
            name: t("disk"),
            tone: DISK_TONES[disk.state],
            word: t(`room.${disk.state}`),
            children: t("roomNote", {
              free: formatBytes(disk.freeBytes, locale),
              total: formatBytes(disk.totalBytes, locale),
            }),
          },
        ]),
    {
      name: t("waiting"),
      tone: BACKLOG_TONES[work.backlog],
      word: t("waits", { count: work.waiting, quantity: quantity(work.waiting) }),
      children:
        work.waiting === 0
          ? undefined
          : t("oldest", { duration: formatDuration(work.oldestWaitingSeconds, locale) }),
    },
    {
      name: t("parked"),
      tone: stuck === 0 ? "good" : "bad",
      word: stuck === 0 ? t("none") : quantity(stuck),
      children:
        stuck === 0
          ? undefined
          : t("parkedNote", { parked: quantity(work.parked), unconfirmed: quantity(work.unconfirmed) }),
    },
    reconciliation(work.reconciliation, work.reconciledAt),
  ];
  return (
    <Section title={t("title")} isFlush>
      <CheckList lines={lines} />
    </Section>
  );
}
