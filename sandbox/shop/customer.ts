import type { JsonObject } from "../json";
import { COUNTRIES, type Country, type CountryCode } from "./countries";
import { Dice } from "./dice";

export interface Customer {
  readonly country: Country;
  readonly isBusiness: boolean;
  readonly customerId: string;
  readonly email: string;
  readonly phone: string;
  readonly ip: string;
  readonly userAgent: string;
  /** Personal or company address, as it stands on an order. */
  readonly address: JsonObject;
  /** Another place to send to, where the customer gave one. */
  readonly otherAddress: JsonObject | undefined;
}

const USER_AGENTS = [
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; Android 16; Pixel 10) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 15_6) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15",
  "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0",
];

const BUSINESSES: Readonly<Record<CountryCode, readonly string[]>> = {
  NO: ["Fjellheim Bygg", "Nordvik Fiskebruk", "Solsiden Barnehage", "Lysaker Regnskap", "Håndverk & Hytte"],
  SE: ["Norrsken Bygg", "Åre Fjällservice", "Sjöstadens Förskola", "Björk & Sten"],
  DK: ["Havnens Tømrer", "Bornholm Røgeri", "Skovgaard Revision", "Østjysk Energi"],
  FI: ["Lapin Erä", "Saimaan Saha", "Meri ja Metsä", "Pohjolan Työ"],
};

const COMMENTS = [
  "Ring på to ganger",
  "Leveres bak garasjen",
  "Hund i hagen",
  "Code 4711#",
  "Lämnas hos grannen",
];

function email(first: string, last: string, number: number): string {
  const plain = `${first}.${last}`
    .toLowerCase()
    .replaceAll(/[æä]/g, "a")
    .replaceAll(/[øö]/g, "o")
    .replaceAll(/[å]/g, "aa")
    .normalize("NFD")
    .replaceAll(/[^a-z.]/g, "");
  return `${plain}.${number.toString(36)}@${["example.com", "example.org", "example.net"][number % 3]}`;
}

function organizationNumber(country: Country, dice: Dice): string {
  switch (country.code) {
    case "NO":
      return dice.pick(["8", "9"]) + dice.digits(8);
    case "SE":
      return `556${dice.digits(3)}-${dice.digits(4)}`;
    case "DK":
      return dice.digits(8);
    case "FI":
      return `${dice.digits(7)}-${dice.digits(1)}`;
  }
}

function streetAddress(country: Country, dice: Dice): JsonObject {
  const place = dice.pick(country.places);
  return {
    address_line: `${dice.pick(country.streets)} ${dice.whole(1, 140)}${dice.chance(0.3) ? ` ${dice.pick(["A", "B", "C"])}` : ""}`,
    ...(dice.chance(0.12) ? { address_line_2: `H0${dice.whole(1, 5)}0${dice.whole(1, 9)}` } : {}),
    ...(dice.chance(0.04) ? { co_address: `c/o ${dice.pick(country.lastNames)}` } : {}),
    postal_code: place.code,
    postal_place: place.name,
    country: country.code,
    ...(dice.chance(0.06) ? { latitude: place.latitude, longitude: place.longitude } : {}),
    ...(dice.chance(0.05) ? { comment: dice.pick(COMMENTS) } : {}),
  };
}

/** Company orders carry no person (QUIRKS 37): no names, blanks, or a plugin's "N/A". */
function noPerson(dice: Dice): JsonObject {
  return dice.weighted<JsonObject>([
    [{}, 6],
    [{ first_name: "N/A", last_name: "N/A" }, 2],
    [{ first_name: " ", last_name: " " }, 1],
  ]);
}

/** Customer `number` of `seed`: the same person whenever the number comes up again. */
export function makeCustomer(seed: string, code: CountryCode, isBusiness: boolean, number: number): Customer {
  const dice = new Dice(seed, "customer", code, isBusiness ? "company" : "person", number);
  const country = COUNTRIES[code];
  const [first, last] = [dice.pick(country.firstNames), dice.pick(country.lastNames)];
  const phone = country.callingCode + dice.pick(country.phonePrefixes) + dice.digits(4);
  const business = dice.pick(BUSINESSES[code]);
  const address = email(isBusiness ? "innkjop" : first, isBusiness ? business : last, number);
  const contact = { email: address, ...(dice.chance(0.95) ? { phone_number: phone } : {}) };
  const person = { first_name: first, last_name: last };
  const company = {
    ...noPerson(dice),
    business_name: `${business} ${country.companyForm}`,
    organization_number: organizationNumber(country, dice),
    ...(dice.chance(0.5)
      ? { customer_reference: dice.pick(["Avd. drift", "Prosjekt 1204", "Ref. innkjøp"]) }
      : {}),
    ...(dice.chance(0.4) ? { cost_center: dice.pick(["4010", "KST-220", "1200"]) } : {}),
  };
  const who = isBusiness ? company : person;
  return {
    country,
    isBusiness,
    customerId: dice.uuid(),
    email: address,
    phone,
    ip: `${dice.pick(["192.0.2", "198.51.100", "203.0.113"])}.${dice.whole(1, 254)}`,
    userAgent: dice.pick(USER_AGENTS),
    address: { ...who, ...streetAddress(country, dice), ...contact },
    otherAddress: dice.chance(0.15) ? { ...who, ...streetAddress(country, dice), ...contact } : undefined,
  };
}
