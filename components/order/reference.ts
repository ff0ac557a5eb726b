import type { OrderDocuments } from "@/lib/domain/order";

/** The merchant's own numbers for an order; old WooCommerce orders have only the second (QUIRKS 33). */
export function referencesOf({ session, transaction }: OrderDocuments): string[] {
  const references = [
    session?.order.merchantReference || transaction?.merchantReference,
    session?.order.merchantReference2 || transaction?.merchantReference2,
  ].flatMap((reference) => (reference ? [reference] : []));
  return [...new Set(references)];
}

/** The transaction in Dintero's own back office; undefined where its ids do not look like Dintero's. */
export function backofficeHref(transactionId: string | undefined): string | undefined {
  const [account] = /^[PT]\d{8}(?=\.[\w-]+$)/.exec(transactionId ?? "") ?? [];
  return account && `https://backoffice.dintero.com/${account}/payments/transactions/${transactionId}`;
}
