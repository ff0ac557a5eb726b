import type { JsonObject } from "../json";
import type { CountryCode } from "./countries";

function store(
  id: string,
  name: string,
  country: CountryCode,
  place: string,
  code: string,
  line: string,
  extra: JsonObject,
): JsonObject {
  return {
    id,
    name,
    business_name: `${name} AS`,
    address: { address_line: line, postal_code: code, postal_place: place, country },
    chain: "Nordlys",
    email: `${id}@nordlys.example.com`,
    ...extra,
  };
}

/** The shop's web shop and its physical shops in each country. */
export const STORES: Readonly<Record<CountryCode, readonly [web: JsonObject, ...shops: JsonObject[]]>> = {
  NO: [
    store("nl-web-no", "Nordlys Nettbutikk", "NO", "Oslo", "0349", "Sommerkroveien 34", {
      organization_number: "912345678MVA",
      gln: "7080001234567",
      mcc: "5964",
    }),
    store("nl-oslo", "Nordlys Grünerløkka", "NO", "Oslo", "0552", "Markveien 12", {
      phone_number: "+4740000001",
      mcc: "5655",
      bax: "102603",
      terminal_id: "NL-0292",
    }),
    store("nl-tromso", "Nordlys Tromsø", "NO", "Tromsø", "9008", "Storgata 88", {
      mcc: "5655",
      bax: "102604",
      terminal_id: "NL-0301",
    }),
  ],
  SE: [
    store("nl-web-se", "Nordlys Sverige", "SE", "Stockholm", "111 52", "Drottninggatan 5", {
      organization_number: "556123-4567",
    }),
  ],
  DK: [
    store("nl-web-dk", "Nordlys Danmark", "DK", "København Ø", "2100", "Østerbrogade 70", {
      organization_number: "30123456",
    }),
  ],
  FI: [
    store("nl-web-fi", "Nordlys Suomi", "FI", "Helsinki", "00100", "Mannerheimintie 3", {
      organization_number: "2345678-9",
    }),
  ],
};
