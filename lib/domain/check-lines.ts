import type { OrderItem, ShippingOption } from "./items";
import { transactionItems, withShipping } from "./lines";
import { type MinorUnits, minorUnits, sum } from "./minor-units";
import type { Check, OrderLine } from "./order";
import type { SessionOrder } from "./session";
import type { Transaction } from "./transaction";

/** Whether the lines the shop sent add up, each by itself and together. */
export function checkSessionOrder(order: SessionOrder): readonly Check[] {
  const lines = withShipping(order.items, order.shippingOption);
  const total = sum(lines.map((line) => line.amount));
  // With `partial_payment` the order may be lower than its lines (API.md 4.2), never higher.
  const isExpectedLower = order.partialPayment && order.amount < total;
  return [
    ...(lines.length > 0 && total !== order.amount && !isExpectedLower
      ? [moneyCheck("itemsTotal", order.amount, total)]
      : []),
    ...lines.flatMap(checkLine),
    ...(order.grossAmount !== undefined && order.grossAmount < order.amount
      ? [moneyCheck("orderGross", order.amount, order.grossAmount)]
      : []),
    ...checkOrderVat(order, lines),
    ...checkShipments(order.shippingOption),
    ...duplicates(lines),
  ];
}

/** Whether the lines of the payment add up to it; the lines themselves only where the session does not hold them. */
export function checkTransactionLines(transaction: Transaction, isSessionKnown: boolean): readonly Check[] {
  if (transaction.items.length === 0) return [];
  const lines = transactionItems(transaction);
  const total = sum(lines.map((line) => line.amount));
  return [
    ...(total === transaction.amount ? [] : [moneyCheck("transactionItemsTotal", transaction.amount, total)]),
    ...(isSessionKnown ? [] : [...lines.flatMap(checkLine), ...duplicates(lines)]),
  ];
}

/** Lines of which more was captured than they cost. */
export function checkLineCaptures(lines: readonly OrderLine[]): readonly Check[] {
  return lines
    .filter(({ item, captured }) => item.amount >= 0 && captured > item.amount)
    .map(({ item, captured }) => moneyCheck("lineCapturedTooMuch", item.amount, captured, nameOf(item)));
}

function checkLine(line: OrderItem): readonly Check[] {
  return [...checkVat(line), ...checkDiscount(line), ...checkItemSplits(line)];
}

function checkVat(line: OrderItem): readonly Check[] {
  const { vat, vatAmount, amount } = line;
  if (vat === undefined) return [];
  // Some shops send 0.25 for 25 % (QUIRKS 22); no country has a rate below 1 %.
  if (vat > 0 && vat < 1) return [textCheck("vatFraction", undefined, vat, nameOf(line))];
  if (vat < 0 || vat > 100) return [textCheck("vatRange", undefined, vat, nameOf(line))];
  if (vatAmount === undefined) return [];
  const included = includedVat(amount, vat);
  return Math.abs(vatAmount - included) <= vatTolerance(line)
    ? []
    : [moneyCheck("vatAmount", included, vatAmount, nameOf(line))];
}

/** The line's amount includes its VAT (API.md 4.2). */
function includedVat(amount: MinorUnits, vat: number): MinorUnits {
  return minorUnits(Math.round((amount * vat) / (100 + vat)));
}

/** Shops round per piece, so the difference may grow with the quantity. */
function vatTolerance(line: OrderItem): number {
  return 1 + Math.ceil(Math.abs(line.quantity ?? 1));
}

/** `vat_amount` of the order against its lines, shipping counted or not; silent while a line leaves its VAT open. */
function checkOrderVat(order: SessionOrder, lines: readonly OrderItem[]): readonly Check[] {
  if (order.vatAmount === undefined || order.partialPayment) return [];
  const all = vatTotal(lines);
  const withoutShipping = vatTotal(order.items);
  if (all === undefined || withoutShipping === undefined) return [];
  const tolerance = lines.reduce((total, line) => total + vatTolerance(line), 0);
  const stated = order.vatAmount;
  const isNear = (expected: MinorUnits) => Math.abs(stated - expected) <= tolerance;
  return isNear(all) || isNear(withoutShipping) ? [] : [moneyCheck("orderVat", all, stated)];
}

function vatTotal(lines: readonly OrderItem[]): MinorUnits | undefined {
  const amounts = lines.map(({ amount, vat, vatAmount }) => {
    if (vatAmount !== undefined) return vatAmount;
    return vat === undefined || vat < 0 || (vat > 0 && vat < 1) ? undefined : includedVat(amount, vat);
  });
  const known = amounts.filter((amount) => amount !== undefined);
  return known.length === 0 || known.length < amounts.length ? undefined : sum(known);
}

/** `amount` is what is left of `gross_amount` after the line's discounts. */
function checkDiscount(line: OrderItem): readonly Check[] {
  const { grossAmount, discountLines, amount } = line;
  if (grossAmount === undefined || discountLines.length === 0) return [];
  const discounts = discountLines.flatMap((discount) =>
    discount.amount === undefined ? [] : [discount.amount],
  );
  if (discounts.length < discountLines.length) return [];
  const expected = minorUnits(grossAmount - sum(discounts));
  return expected === amount ? [] : [moneyCheck("discount", expected, amount, nameOf(line))];
}

/** What a line leaves unsplit stays with the merchant, a commission for example; more than the line is a mistake. */
function checkItemSplits(line: OrderItem): readonly Check[] {
  const total = sum(line.splits.map((split) => split.amount));
  return total > Math.max(0, line.amount) ? [moneyCheck("lineSplits", line.amount, total, nameOf(line))] : [];
}

/** Shipments of a multi-shipment option share its price. */
function checkShipments(option: ShippingOption | undefined): readonly Check[] {
  if (option?.amount === undefined || option.shipments.length === 0) return [];
  const amounts = option.shipments.flatMap((shipment) =>
    shipment.amount === undefined ? [] : [shipment.amount],
  );
  const total = sum(amounts);
  return amounts.length < option.shipments.length || total === option.amount
    ? []
    : [moneyCheck("shipmentsTotal", option.amount, total)];
}

function duplicates(lines: readonly OrderItem[]): readonly Check[] {
  const counts = new Map<string, number>();
  for (const { lineId } of lines) counts.set(lineId, (counts.get(lineId) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([lineId, count]) => textCheck("duplicateLine", 1, count, lineId));
}

function nameOf(line: OrderItem): string {
  return line.description ?? line.lineId;
}

/** Both sides in minor units of the order's currency. */
export function moneyCheck(
  rule: string,
  expected: MinorUnits | undefined,
  actual: MinorUnits | undefined,
  subject?: string,
): Check {
  return { rule, expected, actual, unit: "money", subject };
}

export function textCheck(
  rule: string,
  expected: string | number | undefined,
  actual: string | number | undefined,
  subject?: string,
): Check {
  return { rule, expected, actual, unit: "text", subject };
}
