import type { JsonObject } from "../json";
import type { ProductType } from "../payment-products";
import type { Dice } from "./dice";
import { productOf } from "./methods";

export interface ProviderTrace {
  /** `transaction.metadata` keys: the provider's own ids. */
  readonly transaction: JsonObject;
  /** Session event details while the payment is prepared (API.md 4.4). Some hold client tokens: each says "canary". */
  readonly prepared: JsonObject;
}

/** The ids a provider gives one payment. */
export function traceOf(method: ProductType, orderNumber: string, dice: Dice): ProviderTrace {
  const uuid = dice.uuid();
  switch (productOf(method)) {
    case "vipps":
      return {
        transaction: {
          "vipps:payment:id": uuid,
          "vipps:transaction.orderId": `${orderNumber}-${dice.digits(4)}`,
          "vipps:transaction.transactionText": `Ordre ${orderNumber}`,
          "vipps:merchantInfo.merchantSerialNumber": dice.digits(6),
        },
        prepared: { "vipps:payment:id": uuid, "vipps:gateway_api_version": "epayment-v1" },
      };
    case "payex": {
      const kind = method.split(".")[1] ?? "creditcard";
      return {
        transaction: {
          "payex:payment:id": `/psp/${kind}/payments/${uuid}`,
          // A number or its text (QUIRKS 36).
          "payex:payment:number": dice.chance(0.5) ? Number(dice.digits(11)) : dice.digits(11),
          "payex:payment:payee_info:payee_id": dice.uuid(),
          "payex:payment:payee_info:payee_name": "DINTERO AS",
          "payex:payment:operation": "Purchase",
        },
        prepared: { "payex:payment:id": `/psp/${kind}/payments/${uuid}` },
      };
    }
    case "swish":
      return {
        transaction: {
          "swish:payment_request:id": dice.hex(32).toUpperCase(),
          "swish:swish_number": "1231181189",
          "swish:paymentReference": dice.hex(32).toUpperCase(),
        },
        prepared: {},
      };
    case "klarna":
      return {
        transaction: {
          "gateway:id": uuid,
          "klarna:authorized_payment_method:type": dice.pick([
            "invoice",
            "card",
            "pay_later_by_card",
            "direct_debit",
          ]),
          "klarna:authorized_payment_method:fraud_status": dice.chance(0.95) ? "ACCEPTED" : "PENDING",
        },
        prepared: {
          klarna: { client_token: `canary-klarna-client-token-${dice.hex(24)}`, session_id: uuid },
        },
      };
    case "bambora":
      return {
        transaction: {
          "gateway:id": uuid,
          "bambora:transaction_id": dice.digits(18),
          "bambora:merchant_number": `T${dice.digits(9)}`,
          "bambora:reference": orderNumber,
          ...(method === "bambora.vipps" ? { "vipps:payment:id": dice.digits(10) } : {}),
        },
        prepared: {
          bambora: {
            session_token: `canary-bambora-session-token-${dice.hex(24)}`,
            session_url: "https://betaling.example.com/session",
          },
        },
      };
    case "collector":
      return {
        transaction: {
          "collector:StoreId": dice.digits(4),
          "collector:Invoice.InvoiceNumber": dice.digits(8),
          "collector:Invoice.InvoiceType": dice.pick(["0", "1", "4"]),
          "collector:Invoice.OrderNumber": orderNumber,
        },
        prepared: {},
      };
    case "instabank":
      return {
        transaction: {
          "instabank:Sale.ExternalReference": uuid,
          "instabank:Sale.Sequence": Number(dice.digits(6)),
          "instabank:Sale.Product.Name": "Delbetaling",
        },
        prepared: {},
      };
    case "netaxept":
      return {
        transaction: { "netaxept:merchant_id": dice.digits(6), "netaxept:transaction_id": dice.hex(32) },
        prepared: {},
      };
    case "santander":
      return {
        transaction: { "santander:debit_account.ApplicationNumber": dice.digits(10) },
        prepared: {},
      };
    case "kravia":
      return {
        transaction: { "kravia:invoice:id": uuid, "kravia:invoice:number": dice.digits(7) },
        prepared: {},
      };
    case "two":
      return { transaction: { "gateway:id": uuid, "two:order:id": uuid }, prepared: {} };
    case "seitatech":
      return {
        transaction: { "seitatech:paymentId": uuid, "seitatech:terminalId": `NL-${dice.digits(4)}` },
        prepared: {},
      };
    default:
      return { transaction: { "gateway:id": dice.uuid() }, prepared: {} };
  }
}

export type Operation = "INITIALIZE" | "AUTHORIZE" | "CAPTURE" | "REFUND" | "VOID";

/** What the provider said about one operation, for `events[].metadata`; a reason where it failed. */
export function operationMetadata(
  method: ProductType,
  operation: Operation,
  isSuccess: boolean,
  at: number,
  dice: Dice,
): JsonObject {
  const done = new Date(at).toISOString();
  switch (productOf(method)) {
    case "vipps":
      return {
        "vipps:transactionInfo.timeStamp": done,
        "vipps:transactionInfo.transactionId": dice.digits(10),
        "vipps:transactionInfo.status": isSuccess ? VIPPS[operation] : "CANCEL",
      };
    case "payex":
      return {
        "payex:transaction:id": `/psp/transactions/${dice.uuid()}`,
        "payex:transaction:number": dice.chance(0.5) ? Number(dice.digits(11)) : dice.digits(11),
        "payex:transaction:type": operation === "AUTHORIZE" ? "Authorization" : operation,
        "payex:transaction:state": isSuccess ? "Completed" : "Failed",
      };
    case "swish":
      return isSuccess
        ? { "swish:id": dice.hex(32).toUpperCase(), "swish:status": "PAID", "swish:datePaid": done }
        : {
            "swish:id": dice.hex(32).toUpperCase(),
            "swish:status": "DECLINED",
            "swish:errorCode": dice.pick(["TM01", "RF07", "BANKIDCL", "ACMT03"]),
            "swish:errorMessage": "Swish timed out before the payment was started",
          };
    case "klarna":
      return {
        "klarna:reference": dice.digits(10),
        ...(operation === "CAPTURE" ? { "klarna:headers:capture_id": dice.uuid() } : {}),
        ...(operation === "AUTHORIZE"
          ? { "klarna:authorization_expiration": new Date(at + 28 * 86_400_000).toISOString() }
          : {}),
        ...(isSuccess
          ? {}
          : {
              "klarna:order_amount_update_error": "NOT_ALLOWED",
              "klarna:order_amount_update_can_retry": "0",
            }),
      };
    case "bambora":
      return {
        "bambora:transactionoperation:id": dice.digits(18),
        "bambora:meta:action:source": isSuccess ? "ePayEngine" : "Acquirer",
        "bambora:meta:action:code": isSuccess ? "0" : dice.pick(["40", "51", "54"]),
        "bambora:meta:action:type": isSuccess ? "Accept" : "Deny",
      };
    case "collector":
      return {
        "collector:CorrelationId": dice.uuid(),
        "collector:Invoice.InvoiceStatus": isSuccess ? (operation === "INITIALIZE" ? 0 : 1) : 5,
      };
    case "instabank":
      return {
        "instabank:RequestId": dice.uuid(),
        "instabank:Sale.Status": isSuccess ? "Approved" : "Rejected",
      };
    case "netaxept":
      return {
        "netaxept:operation": operation,
        "netaxept:response_code": isSuccess ? "OK" : "99",
        "netaxept:execution_time": done,
      };
    case "santander":
      return { "santander:debit_account.StatusCode": isSuccess ? "APPROVED" : "DECLINED" };
    case "seitatech":
      return {
        "seitatech:outcome": isSuccess ? "APPROVED" : "DECLINED",
        "seitatech:responseCode": isSuccess ? "00" : "05",
        ...(isSuccess
          ? {}
          : { "seitatech:outcomeReason": "Declined by issuer", "seitatech:reasonCode": "D05" }),
      };
    case "dintero_psp":
      return {
        "dintero_psp:operation_ref": dice.uuid(),
        ...(operation === "CAPTURE" ? { "dintero_psp:authorization_operation_ref": dice.uuid() } : {}),
      };
    default:
      return {};
  }
}

const VIPPS: Readonly<Record<Operation, string>> = {
  INITIALIZE: "INITIATE",
  AUTHORIZE: "RESERVE",
  CAPTURE: "Captured",
  REFUND: "Refund",
  VOID: "VOID",
};
