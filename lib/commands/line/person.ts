import { isEmailAddress } from "@/lib/domain/email-address";
import { comparedEmail, type PersonalIdentifiers } from "@/lib/domain/personal-identifiers";
import { phoneReadings } from "@/lib/domain/phone";
import { CommandError } from "./command-error";

/** Somebody by what a command line says of them. */
export interface Person extends PersonalIdentifiers {
  /** Ids of sessions and transactions. */
  readonly orders: readonly string[];
}

export const HOW_TO_NAME =
  "A telephone number is written with its country. ORDER is the id of a session or a transaction.";

/** @throws CommandError when it names nobody, or not so that it can be found */
export function givenPerson(given: {
  readonly email?: readonly string[] | undefined;
  readonly phone?: readonly string[] | undefined;
  readonly order?: readonly string[] | undefined;
}): Person {
  const emails = (given.email ?? []).map((email) => {
    if (!isEmailAddress(email.trim())) throw new CommandError("--email must be an e-mail address.");
    return comparedEmail(email);
  });
  const phones = (given.phone ?? []).map((phone) => {
    const [reading, ...others] = phoneReadings(phone);
    if (reading === undefined || others.length > 0)
      throw new CommandError("--phone must be a number with its country, for example +4799999999.");
    return reading;
  });
  const orders = (given.order ?? []).map((order) => order.trim()).filter((order) => order !== "");
  if (emails.length + phones.length + orders.length === 0)
    throw new CommandError("Say whom by --email, --phone or --order; --help shows how it is written.");
  return { emails, phones, orders };
}
