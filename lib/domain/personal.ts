import { plainKey } from "./document-key";
import type { MaskKind } from "./masks";

/** What is a person's, by the last word of its key, and how it is masked (CONTRACT, section 5: contact data). */
const KEYS_BY_MASK: Readonly<Record<MaskKind, string>> = {
  name: `first_name last_name middle_name given_name family_name full_name name_1 name_2 business_name company_name
    organization_name card_holder card_holder_name cardholder cardholder_name payer_name customer_name buyer_name
    contact_name contact_person recipient recipient_name receiver receiver_name signatory`,
  email: "email email_address e_mail customer_email buyer_email payer_email",
  phone: `phone phone_number phone_no mobile mobile_number mobile_phone msisdn customer_phone payer_alias
    telephone customer_phone_number buyer_phone`,
  ip: "ip customer_ip client_ip remote_ip ip_address remote_addr x_forwarded_for x_real_ip forwarded",
  text: `address address1 address2 address_line address_line1 address_line2 address_line_1 address_line_2
    address_line_3 co_address care_of street street_name street_address street_number house_number postal_code
    postal_place postcode zip zip_code city town organization_number organisation_number company_id vat_number
    customer_reference`,
  hidden: `latitude longitude comment ssn national_id national_identity_number national_identification_number
    personal_number personnummer fodselsnummer social_security_number identity_number date_of_birth birth_date
    birthdate birthday dob`,
};

const MASK_BY_KEY: ReadonlyMap<string, MaskKind> = new Map(
  Object.entries(KEYS_BY_MASK).flatMap(([kind, keys]) =>
    keys.split(/\s+/).map((key): [string, MaskKind] => [key, isMaskKind(kind) ? kind : "hidden"]),
  ),
);

function isMaskKind(kind: string): kind is MaskKind {
  return kind in KEYS_BY_MASK;
}

/** Shops, merchants and pick-up places have names and addresses too; those are nobody's secret. */
const PUBLIC_PARENTS = new Set(["store", "merchant", "pick_up_address", "pickup_address"]);
/** Where even a plain "name" is a person's. */
const PERSON_PARENTS = new Set([
  "customer",
  "payer",
  "person",
  "buyer",
  "shopper",
  "applicant",
  "contact",
  "consumer",
]);
/** Where everything is a person's, whatever it is called. */
const WHOLLY_PERSONAL = new Set(["verified_identity", "identity", "user_details", "userinfo", "user_info"]);

/** By what a person is known again: nobody's secret while the person is a customer, and gone when they are erased. */
const TRACES = new Set([
  "customer_id",
  "external_customer_id",
  "user_agent",
  "accept_language",
  "device_id",
  "device_fingerprint",
  "fingerprint",
  "account_number",
]);

/** What a key says about the values beneath it. */
export interface KeyFacts {
  /** How its own value is masked, when it is a person's. */
  readonly mask?: MaskKind | undefined;
  readonly isPublic: boolean;
  readonly isPerson: boolean;
  readonly isWhollyPersonal: boolean;
  readonly isTrace: boolean;
}

export function personalFacts(key: string): KeyFacts {
  const plain = plainKey(key);
  return {
    mask: MASK_BY_KEY.get(plain),
    isPublic: PUBLIC_PARENTS.has(plain),
    isPerson: PERSON_PARENTS.has(plain),
    isWhollyPersonal: WHOLLY_PERSONAL.has(plain),
    isTrace: TRACES.has(plain),
  };
}
