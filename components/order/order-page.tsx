import type { ReactNode } from "react";
import type { OrderView } from "@/lib/domain/order-view";
import { AddressSection } from "./address-section";
import { AddressesSection } from "./addresses-section";
import { ContactAccess } from "./contact-access";
import { CustomerSection } from "./customer-section";
import { DeviceSection } from "./device-section";
import { ItemsSection } from "./items-section";
import { MetadataSection } from "./metadata-section";
import { MoneySection } from "./money-section";
import { OrderHeader } from "./order-header";
import { OtherFields } from "./other-fields";
import { PartProblems } from "./part-problems";
import { PaymentConfiguration } from "./payment-configuration";
import { PaymentSection } from "./payment-section";
import { RawSection } from "./raw-section";
import { SessionSection } from "./session-section";
import { ShippingSection } from "./shipping-section";
import { Siblings } from "./siblings";
import { StoreSection } from "./store-section";
import { StorySection } from "./story-section";
import { TimelineSection } from "./timeline-section";
import { VerdictSection } from "./verdict-section";

interface OrderPageProps {
  readonly view: OrderView;
  /** This page's own address, to be passed on. */
  readonly pageHref: string;
  /** Where it stands in the list it was opened from. */
  readonly place?: ReactNode;
  /** Who looked at it; left out for whoever may not ask. */
  readonly traceHref?: string | undefined;
}

/**
 * Everything Dintero knows about one order, by importance: what happened, the money, the goods, the story; beside it
 * who and where; beneath it how the checkout was set up, and whatever no section knows.
 */
export function OrderPage({ view, pageHref, place, traceHref }: OrderPageProps) {
  const { order, session, transaction, documents } = view;
  const { currency } = order.amounts;
  const items = order.lines.map((line) => line.item);
  const shippingOption = transaction?.shippingOption ?? session?.order.shippingOption;
  const giftCards = transaction?.giftCards.length ? transaction.giftCards : (session?.order.giftCards ?? []);
  const checkboxes = transaction?.checkboxes.length ? transaction.checkboxes : (session?.checkboxes ?? []);
  return (
    <div className="grid gap-4">
      <div className="min-w-0">
        {place}
        <OrderHeader view={view} pageHref={pageHref} traceHref={traceHref} />
      </div>
      <PartProblems problems={view.problems} />
      <Siblings siblings={view.siblings} />
      <div className="grid items-start gap-4 min-[68rem]:grid-cols-[minmax(0,1fr)_22rem] min-[68rem]:grid-rows-[auto_1fr]">
        <div className="grid min-w-0 gap-4">
          <VerdictSection view={view} />
          <MoneySection
            amounts={order.amounts}
            checks={order.checks}
            sessionOrder={session?.order}
            giftCards={giftCards}
          />
          <ItemsSection
            lines={order.lines}
            discountLines={session?.order.discountLines ?? []}
            currency={currency}
          />
          <TimelineSection view={view} items={items} />
        </div>
        <div className="grid min-w-0 gap-4 min-[68rem]:row-span-2">
          <CustomerSection
            customer={transaction?.customer ?? session?.customer}
            contact={<ContactAccess view={view} />}
          />
          <PaymentSection
            transaction={transaction}
            document={documents.transaction}
            paymentOperation={transaction?.paymentOperation ?? session?.paymentOperation}
          />
          <AddressSection
            kind="shipping"
            address={transaction?.shippingAddress ?? session?.order.shippingAddress}
          />
          <AddressSection
            kind="billing"
            address={transaction?.billingAddress ?? session?.order.billingAddress}
          />
          <ShippingSection
            chosen={shippingOption}
            offered={session?.express?.shippingOptions ?? []}
            shippingMode={session?.express?.shippingMode}
            items={items}
            currency={currency}
          />
          {session && <StorySection session={session} view={view} />}
          <StoreSection store={transaction?.store ?? session?.order.store} />
          <SessionSection session={session} checkboxes={checkboxes} />
          <AddressesSection session={session} transaction={transaction} />
          <DeviceSection
            customerIp={transaction?.customerIp ?? session?.customerIp}
            userAgent={transaction?.userAgent ?? session?.userAgent}
            sessionHeaders={session?.initiatingSystemRequestHeaders}
            transactionHeaders={transaction?.initiatingSystemRequestHeaders}
          />
          <MetadataSection session={session?.metadata} transaction={transaction?.metadata} />
        </div>
        <div className="grid min-w-0 gap-4">
          <PaymentConfiguration
            configuration={session?.configuration}
            currency={currency}
            usedProductType={transaction?.paymentProductType}
          />
        </div>
      </div>
      <OtherFields documents={documents} />
      <RawSection documents={documents} canRead={view.canReadRaw} />
    </div>
  );
}
