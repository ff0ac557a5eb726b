import type { JsonObject } from "../json";
import type { Country, CountryCode } from "./countries";
import type { Customer } from "./customer";
import type { Dice } from "./dice";

interface Carrier {
  readonly id: string;
  readonly operator: string;
  readonly title: string;
  readonly description: string;
  readonly method: "delivery" | "pick_up" | "unspecified" | "none";
  /** Kroner, VAT included. */
  readonly price: number;
  readonly days: readonly [number, number];
}

function carrier(
  id: string,
  operator: string,
  title: string,
  method: Carrier["method"],
  price: number,
  days: readonly [number, number],
  description: string,
): Carrier {
  return { id, operator, title, method, price, days, description };
}

const CARRIERS: Readonly<Record<CountryCode, readonly Carrier[]>> = {
  NO: [
    carrier("bring-pick-up", "Bring", "Hentested", "pick_up", 69, [1, 3], "Hentes på nærmeste post i butikk"),
    carrier(
      "bring-home",
      "Bring",
      "Hjemlevering",
      "delivery",
      129,
      [1, 2],
      "Leveres på døra mellom 17 og 21",
    ),
    carrier("helthjem", "Helthjem", "I postkassen", "delivery", 49, [2, 4], "Leveres om natten"),
    carrier(
      "porterbuddy",
      "Porterbuddy",
      "Ekspress i dag",
      "delivery",
      149,
      [0, 0],
      "Leveres innen to timer",
    ),
    carrier("klikk-hent", "", "Hent i butikk", "none", 0, [0, 1], "Klar innen en time"),
  ],
  SE: [
    carrier("postnord-ombud", "PostNord", "Ombud", "pick_up", 59, [1, 3], "Hämtas hos närmaste ombud"),
    carrier("budbee", "Budbee", "Hemleverans", "delivery", 79, [1, 2], "Levereras på kvällen"),
    carrier("instabox", "Instabee", "Paketbox", "pick_up", 39, [1, 1], "Hämtas dygnet runt"),
  ],
  DK: [
    carrier("gls-pakkeshop", "GLS", "Pakkeshop", "pick_up", 49, [1, 2], "Hentes i nærmeste pakkeshop"),
    carrier("postnord-hjem", "PostNord", "Hjem til døren", "delivery", 79, [1, 3], "Leveres mellem 8 og 16"),
  ],
  FI: [
    carrier(
      "posti-automaatti",
      "Posti",
      "Pakettiautomaatti",
      "pick_up",
      59,
      [2, 3],
      "Noudetaan automaatista",
    ),
    carrier("matkahuolto", "Matkahuolto", "Lähellä-paketti", "pick_up", 65, [1, 3], "Noudetaan lähikaupasta"),
    carrier("posti-koti", "Posti", "Kotiinkuljetus", "delivery", 119, [2, 4], "Toimitus ovelle klo 17–21"),
  ],
};

const PICK_UP_PLACES: Readonly<Record<CountryCode, readonly string[]>> = {
  NO: ["Joker Sentrum", "Coop Extra Elvebakken", "Rema 1000 Torget", "Bunnpris Storgata"],
  SE: ["ICA Nära Hörnet", "Coop Stationen", "Pressbyrån Torget", "Hemköp Ringen"],
  DK: ["Dagli'Brugsen Havnen", "SuperBrugsen Torvet", "Kiosken Nørregade"],
  FI: ["K-Market Kulma", "S-Market Asema", "R-kioski Tori"],
};

const DAY = 86_400_000;

function isoAt(at: number): string {
  return new Date(at).toISOString();
}

function openingHours(country: Country, dice: Dice): JsonObject {
  const opens = dice.pick(["07:00", "08:00", "09:00"]);
  const closes = dice.pick(["20:00", "21:00", "22:00", "23:00"]);
  const week = [1, 2, 3, 4, 5].map((day) => ({ opens_at: opens, closes_at: closes, day_of_week: day }));
  const saturday = { opens_at: "09:00", closes_at: "18:00", day_of_week: 6 };
  // Some shops close for lunch: two periods on one day.
  const split = dice.chance(0.15)
    ? [
        { opens_at: "09:00", closes_at: "12:00", day_of_week: 6 },
        { opens_at: "13:00", closes_at: "16:00", day_of_week: 6 },
      ]
    : [saturday];
  return { open_now: dice.chance(0.7), periods: [...week, ...split], timezone: country.timeZone };
}

function pickUpAddress(country: Country, dice: Dice): JsonObject {
  const place = dice.pick(country.places);
  return {
    business_name: dice.pick(PICK_UP_PLACES[country.code]),
    address_line: `${dice.pick(country.streets)} ${dice.whole(1, 90)}`,
    postal_code: place.code,
    postal_place: place.name,
    country: country.code,
    latitude: place.latitude,
    longitude: place.longitude,
    opening_hours: openingHours(country, dice),
    distance: dice.whole(1, 60) / 10,
    ...(dice.chance(0.3) ? { website_url: "https://hentested.example.com/" } : {}),
  };
}

function eta(kind: Carrier, at: number): JsonObject {
  const [earliest, latest] = kind.days;
  const day = new Date(at + latest * DAY).getUTCDay();
  return {
    working_days: [earliest, latest],
    arrival_day_of_week: day === 0 ? 7 : day,
    starts_at: isoAt(at + earliest * DAY),
    ends_at: isoAt(at + (latest + 1) * DAY),
  };
}

/** One way to send an order placed at `at` (ms), as Dintero would offer it. */
function toOption(kind: Carrier, customer: Customer, at: number, isFree: boolean, dice: Dice): JsonObject {
  const { country } = customer;
  const amount = isFree ? 0 : toMinor(kind.price, country);
  const vat = country.vat.standard;
  const slotDay = Math.floor(at / DAY) * DAY + (kind.days[0] + 1) * DAY;
  return {
    id: kind.id,
    line_id: `${kind.id}-${dice.hex(6)}`,
    amount,
    title: kind.title,
    operator: kind.operator,
    countries: [country.code],
    vat,
    vat_amount: vatWithin(amount, vat),
    description: kind.description,
    delivery_method: kind.method,
    operator_product_id: `${kind.id}-${dice.whole(1000, 9999)}`,
    eta: eta(kind, at),
    ...(kind.method === "pick_up" ? { pick_up_address: pickUpAddress(country, dice) } : {}),
    ...(kind.method === "delivery" && dice.chance(0.5)
      ? {
          time_slot: { starts_at: isoAt(slotDay + 16 * 3_600_000), ends_at: isoAt(slotDay + 20 * 3_600_000) },
        }
      : {}),
    ...(dice.chance(0.35)
      ? {
          environmental_data: {
            description: dice.pick(["Fossilfri", "Sykkelbud", "El-bil"]),
            details: [{ label: "CO₂", value: `${dice.whole(0, 9) / 10} kg` }],
          },
        }
      : {}),
    ...(dice.chance(0.3)
      ? { metadata: { operator_dest: dice.hex(7).toUpperCase(), number_x: dice.whole(1, 4000) } }
      : {}),
    ...(kind.method === "none" ? { pay_in_store: { type: "full" } } : {}),
  };
}

/** Minor units from kroner, at the country's price level, rounded to whole kroner (or ten cent). */
export function toMinor(kroner: number, country: Country): number {
  const price = kroner * country.priceLevel;
  return country.currency === "EUR" ? Math.round(price * 10) * 10 : Math.round(price) * 100;
}

/** The VAT inside `amount`, in minor units; `vat` in per cent. */
export function vatWithin(amount: number, vat: number): number {
  return Math.round((amount * vat) / (100 + vat));
}

/**
 * What is offered to `customer` for an order placed at `at`: two to four ways, or every way to be sent something when
 * the order goes in several parcels. Cheap ones cost nothing for large orders.
 */
export function offerShipping(
  customer: Customer,
  at: number,
  wish: { readonly isFree: boolean; readonly isMultiShipment: boolean },
  dice: Dice,
): JsonObject[] {
  const all = dice.shuffled(CARRIERS[customer.country.code]);
  const carriers = wish.isMultiShipment
    ? all.filter(({ method }) => method !== "none")
    : all.slice(0, dice.whole(2, 4));
  return carriers.map((kind) => toOption(kind, customer, at, wish.isFree && kind.price < 100, dice));
}
