import { useLocale, useTranslations } from "next-intl";
import type { JsonObject, JsonValue } from "@/lib/domain/json";
import { type CurrencyCode, minorUnits } from "@/lib/domain/minor-units";
import { formatMoney } from "@/lib/format/money";
import { childrenOf, isList, isObject } from "./json-shape";
import { useFieldNames } from "./words";

interface AsReceivedProps {
  readonly value: JsonObject;
  /** Given, it makes whole numbers under the money keys of a payment configuration readable as money. */
  readonly currency?: CurrencyCode | undefined;
  /** Value beneath its name, for narrow places. */
  readonly isStacked?: boolean;
}

/** Keys of payment configurations whose whole numbers are minor units (API.md 4.3). */
const MONEY_KEYS: ReadonlySet<string> = new Set([
  "amount",
  "cost",
  "first_monthly_amount",
  "invoice_fee",
  "maximum_amount",
  "minimum_amount",
  "monthly_amount",
  "notification_fee",
  "origination_fee",
  "require_applicant_amount",
  "total_amount",
]);

/** A part of a document with everything in it, whatever that is: known keys by name, the rest as sent. */
export function AsReceived({ value, currency, isStacked = false }: AsReceivedProps) {
  const nameOf = useFieldNames();
  return (
    <dl className="grid min-w-0 gap-y-1 text-sm">
      {childrenOf(value).map(([key, child]) => {
        const name = nameOf(String(key));
        const isNested = hasDepth(child);
        return (
          <div
            key={key}
            className={
              isNested || isStacked
                ? "min-w-0"
                : "grid min-w-0 grid-cols-[minmax(5rem,2fr)_minmax(0,3fr)] gap-x-3"
            }
          >
            <dt
              className={name ? "text-ink-faint" : "font-mono text-ink-faint text-xs leading-5 wrap-anywhere"}
            >
              {name ? <span title={String(key)}>{name}</span> : key}
            </dt>
            <dd className={isNested ? "mt-1 ml-1 min-w-0 border-l pl-2.5" : "min-w-0 text-ink wrap-anywhere"}>
              <ReceivedValue name={String(key)} value={child} currency={currency} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

interface ValueProps {
  /** The key it stands under. */
  readonly name: string;
  readonly value: JsonValue;
  readonly currency?: CurrencyCode | undefined;
}

/** Any one value of a document. */
export function ReceivedValue({ name, value, currency }: ValueProps) {
  const t = useTranslations("order");
  const locale = useLocale();
  if (value === null) return <span className="text-ink-faint">null</span>;
  if (typeof value === "boolean") return <>{value ? t("yes") : t("no")}</>;
  if (typeof value === "string") return value === "" ? <Empty /> : <bdi>{value}</bdi>;
  if (typeof value === "number") {
    if (!currency || !MONEY_KEYS.has(name) || !Number.isSafeInteger(value)) return <>{value}</>;
    return (
      <span className="figures" title={String(value)}>
        {formatMoney(minorUnits(value), currency, locale)}
      </span>
    );
  }
  if (isList(value)) return <ListValue name={name} value={value} currency={currency} />;
  if (!isObject(value) || childrenOf(value).length === 0) return <Empty />;
  const money = moneyOf(value);
  if (!money) return <AsReceived value={value} currency={currency} />;
  return (
    <span className="figures" title={String(money.amount)}>
      {formatMoney(money.amount, money.currency, locale)}
    </span>
  );
}

function ListValue({ name, value, currency }: ValueProps & { readonly value: readonly JsonValue[] }) {
  if (value.length === 0) return <Empty />;
  if (!value.some(hasDepth)) {
    return (
      <ul className="flex flex-wrap gap-x-3 gap-y-0.5">
        {childrenOf(value).map(([index, child]) => (
          <li key={index}>
            <ReceivedValue name={name} value={child} currency={currency} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <ol className="grid gap-2">
      {childrenOf(value).map(([index, child]) => (
        <li key={index} className="min-w-0">
          <ReceivedValue name={name} value={child} currency={currency} />
        </li>
      ))}
    </ol>
  );
}

function Empty() {
  const t = useTranslations("order");
  return <span className="text-ink-faint">{t("empty")}</span>;
}

/** Whether `value` needs lines of its own. */
function hasDepth(value: JsonValue): boolean {
  if (isList(value)) return value.some((child) => isList(child) || isObject(child));
  return isObject(value) && childrenOf(value).length > 0 && !moneyOf(value);
}

/** An object that is an amount with its currency and nothing else. */
function moneyOf(value: JsonObject) {
  const { amount, currency, ...rest } = value;
  if (Object.keys(rest).length > 0 || typeof currency !== "string") return undefined;
  if (typeof amount !== "number" || !Number.isSafeInteger(amount)) return undefined;
  return { amount: minorUnits(amount), currency };
}
