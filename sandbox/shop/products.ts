import type { Country, CountryCode } from "./countries";

export interface Product {
  readonly sku: string;
  /** In Norwegian, Swedish, Danish and Finnish. */
  readonly names: Readonly<Record<CountryCode, string>>;
  /** Kroner in the Norwegian shop, VAT included. */
  readonly price: number;
  readonly vat: keyof Country["vat"];
  readonly type: "physical" | "digital" | "service";
  /** Sold by the metre or kilo. */
  readonly isMeasured: boolean;
  readonly group: { readonly id: string; readonly name: string };
  /** Who is paid for it on the marketplace. */
  readonly seller: string;
  readonly weight: number;
}

/** The seller that is the shop itself; what it keeps is its commission. */
export const PLATFORM = "nordlys-marked";

const GROUPS = {
  clothes: { id: "klaer", name: "Klær" },
  shoes: { id: "sko", name: "Sko" },
  home: { id: "hjem", name: "Hjem" },
  camp: { id: "tur", name: "Tur og friluft" },
  food: { id: "mat", name: "Mat og drikke" },
  books: { id: "boker", name: "Bøker" },
  services: { id: "tjenester", name: "Tjenester" },
};

type Extra = Partial<Pick<Product, "vat" | "type" | "isMeasured" | "weight">>;

function product(
  sku: string,
  names: readonly [string, string, string, string],
  price: number,
  group: keyof typeof GROUPS,
  seller: string,
  extra: Extra = {},
): Product {
  const [NO, SE, DK, FI] = names;
  return {
    sku,
    names: { NO, SE, DK, FI },
    price,
    vat: "standard",
    type: "physical",
    isMeasured: false,
    weight: 0.5,
    group: GROUPS[group],
    seller,
    ...extra,
  };
}

export const PRODUCTS: readonly Product[] = [
  product(
    "ullgenser-s",
    ["Ullgenser, strikket", "Stickad ulltröja", "Strikket uldsweater", "Neulottu villapaita"],
    1_299,
    "clothes",
    "strikkestua-as",
  ),
  product(
    "turjakke-m",
    ["Turjakke Fjell", "Vandringsjacka Fjäll", "Vandrejakke Fjeld", "Retkitakki Tunturi"],
    2_499,
    "clothes",
    "fjellsport-as",
  ),
  product(
    "votter",
    ["Votter i ull", "Ullvantar", "Uldvanter", "Villalapaset"],
    349,
    "clothes",
    "strikkestua-as",
  ),
  product(
    "lue-rod",
    ["Lue, rød", "Mössa, röd", "Hue, rød", "Pipo, punainen"],
    279,
    "clothes",
    "strikkestua-as",
  ),
  product(
    "fjellstovler-42",
    ["Fjellstøvler 42", "Fjällkängor 42", "Vandrestøvler 42", "Vaelluskengät 42"],
    1_899,
    "shoes",
    "fjellsport-as",
    { weight: 1.6 },
  ),
  product(
    "gummistovler-38",
    ["Gummistøvler 38", "Gummistövlar 38", "Gummistøvler 38", "Kumisaappaat 38"],
    599,
    "shoes",
    "fjellsport-as",
    { weight: 1.9 },
  ),
  product(
    "stol-bjork",
    ["Stol i bjørk", "Stol i björk", "Stol i birk", "Koivutuoli"],
    1_990,
    "home",
    "mobelverkstedet",
    { weight: 6 },
  ),
  product(
    "spisebord",
    ["Spisebord, eik", "Matbord, ek", "Spisebord, eg", "Ruokapöytä, tammi"],
    8_990,
    "home",
    "mobelverkstedet",
    { weight: 42 },
  ),
  product(
    "lampe-mane",
    ["Lampe «Måne»", "Lampa ”Måne”", "Lampe »Måne«", "Valaisin ”Kuu”"],
    1_190,
    "home",
    "lysthuset-dk",
  ),
  product(
    "ullpledd",
    ["Ullpledd 130 × 200", "Ullpläd 130 × 200", "Uldplaid 130 × 200", "Villahuopa 130 × 200"],
    899,
    "home",
    "strikkestua-as",
  ),
  product(
    "gardinstoff",
    ["Gardinstoff, per meter", "Gardintyg, per meter", "Gardinstof, pr. meter", "Verhokangas, metri"],
    189,
    "home",
    "mobelverkstedet",
    { isMeasured: true },
  ),
  product(
    "tau-10mm",
    ["Tau 10 mm, per meter", "Rep 10 mm, per meter", "Reb 10 mm, pr. meter", "Köysi 10 mm, metri"],
    24,
    "camp",
    "fjellsport-as",
    { isMeasured: true, weight: 0.06 },
  ),
  product(
    "turmat",
    ["Turmat, elggryte", "Friluftsmat, älggryta", "Turmad, elggryde", "Retkiruoka, hirvipata"],
    119,
    "food",
    "fjellsport-as",
    { vat: "food", weight: 0.15 },
  ),
  product(
    "kaffe-250",
    [
      "Kaffe, mørkbrent 250 g",
      "Kaffe, mörkrost 250 g",
      "Kaffe, mørkristet 250 g",
      "Kahvi, tummapaahto 250 g",
    ],
    109,
    "food",
    "kaffebrenneriet-nord",
    { vat: "food", weight: 0.25 },
  ),
  product(
    "brunost-kg",
    ["Brunost, per kg", "Mesost, per kg", "Brunost, pr. kg", "Ruskea juusto, kg"],
    169,
    "food",
    "ysteriet-i-dalen",
    { vat: "food", isMeasured: true, weight: 1 },
  ),
  product(
    "multesyltetoy",
    ["Multesyltetøy", "Hjortronsylt", "Multebærsyltetøj", "Lakkahillo"],
    149,
    "food",
    "ysteriet-i-dalen",
    { vat: "food", weight: 0.4 },
  ),
  product(
    "kokebok",
    [
      "Kokebok: Mat på bål",
      "Kokbok: Mat över öppen eld",
      "Kogebog: Mad over bål",
      "Keittokirja: Ruokaa nuotiolla",
    ],
    399,
    "books",
    "bokkassen",
    { vat: "book", weight: 0.9 },
  ),
  product(
    "turkart",
    ["Turkart Jotunheimen", "Vandringskarta Sarek", "Vandrekort Bornholm", "Retkikartta Lappi"],
    229,
    "books",
    "bokkassen",
    { vat: "book", weight: 0.1 },
  ),
  product(
    "telt-3",
    ["Telt for tre", "Tält för tre", "Telt til tre", "Teltta kolmelle"],
    4_990,
    "camp",
    "fjellsport-as",
    { weight: 2.8 },
  ),
  product(
    "sovepose",
    [
      "Sovepose, 3 årstider",
      "Sovsäck, tre säsonger",
      "Sovepose, tre sæsoner",
      "Makuupussi, kolme vuodenaikaa",
    ],
    1_799,
    "camp",
    "fjellsport-as",
    { weight: 1.3 },
  ),
  product(
    "primus",
    ["Stormkjøkken", "Stormkök", "Stormkøkken", "Retkikeitin"],
    849,
    "camp",
    "fjellsport-as",
    { weight: 0.8 },
  ),
  product(
    "ski-sett",
    ["Fjellskipakke", "Turskidpaket", "Fjeldskipakke", "Retkihiihtopaketti"],
    6_490,
    "camp",
    "fjellsport-as",
    { weight: 5 },
  ),
  product(
    "treningsplan",
    ["Treningsplan (PDF)", "Träningsplan (PDF)", "Træningsplan (PDF)", "Treeniohjelma (PDF)"],
    199,
    "books",
    "nordlys-marked",
    { type: "digital", weight: 0 },
  ),
  product(
    "montering",
    ["Montering hjemme", "Montering hemma", "Montering i hjemmet", "Kotiasennus"],
    990,
    "services",
    "nordlys-marked",
    { type: "service", weight: 0 },
  ),
  product(
    "skismoring",
    ["Skismøring, blå", "Skidvalla, blå", "Skivoks, blå", "Suksivoide, sininen"],
    129,
    "camp",
    "fjellsport-as",
    { weight: 0.1 },
  ),
  product(
    "kopp",
    ["Kopp med nordlys", "Mugg med norrsken", "Kop med nordlys", "Revontulimuki"],
    179,
    "home",
    "lysthuset-dk",
    { weight: 0.4 },
  ),
];
