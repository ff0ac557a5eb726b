export type CountryCode = "NO" | "SE" | "DK" | "FI";
type Currency = "NOK" | "SEK" | "DKK" | "EUR";

interface Place {
  readonly code: string;
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
}

export interface Country {
  readonly code: CountryCode;
  readonly alpha3: string;
  readonly currency: Currency;
  /** What a price in NOK is multiplied by. */
  readonly priceLevel: number;
  /** Per cent: ordinary goods, food, books. */
  readonly vat: { readonly standard: number; readonly food: number; readonly book: number };
  readonly callingCode: string;
  /** Invented numbers: these digits, then four of chance. */
  readonly phonePrefixes: readonly string[];
  readonly timeZone: string;
  readonly companyForm: string;
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
  readonly streets: readonly string[];
  readonly places: readonly Place[];
}

function places(...entries: readonly (readonly [string, string, number, number])[]): Place[] {
  return entries.map(([code, name, latitude, longitude]) => ({ code, name, latitude, longitude }));
}

function words(text: string): string[] {
  return text.split(", ");
}

export const COUNTRIES: Readonly<Record<CountryCode, Country>> = {
  NO: {
    code: "NO",
    alpha3: "NOR",
    currency: "NOK",
    priceLevel: 1,
    vat: { standard: 25, food: 15, book: 0 },
    callingCode: "+47",
    phonePrefixes: ["4000", "4100", "9000", "9100", "9700"],
    timeZone: "Europe/Oslo",
    companyForm: "AS",
    firstNames: words(
      "Kari, Ola, Ingrid, Lars, Nora, Jakob, Emma, Henrik, Solveig, Magnus, Astrid, Sindre, Hanne, Øyvind, Åse, Torbjørn, Marte, Eirik, Silje, Håkon, Ragnhild, Kjetil, Guro, Anders, Ida, Bjørg, Jonas, Mari, Even, Áilu",
    ),
    lastNames: words(
      "Hansen, Johansen, Olsen, Larsen, Andersen, Nilsen, Kristiansen, Berg, Haugen, Bakken, Lie, Solberg, Moen, Strand, Dahl, Eide, Myhre, Ødegård, Sæther, Tangen, Aas, Fossum, Nygård, Bø, Lund-Iversen",
    ),
    streets: words(
      "Storgata, Kirkeveien, Bakkeveien, Fjordgata, Skolegata, Markveien, Bjørnstjerne Bjørnsons gate, Solsvingen, Elvebakken, Nordre gate, Øvre Slottsgate",
    ),
    places: places(
      ["0349", "Oslo", 59.933, 10.722],
      ["0556", "Oslo", 59.925, 10.757],
      ["5003", "Bergen", 60.393, 5.324],
      ["7010", "Trondheim", 63.431, 10.395],
      ["4006", "Stavanger", 58.97, 5.733],
      ["9008", "Tromsø", 69.649, 18.956],
      ["8006", "Bodø", 67.28, 14.405],
      ["2317", "Hamar", 60.795, 11.068],
      ["6004", "Ålesund", 62.472, 6.155],
      ["9730", "Karasjok", 69.472, 25.511],
    ),
  },
  SE: {
    code: "SE",
    alpha3: "SWE",
    currency: "SEK",
    priceLevel: 0.98,
    vat: { standard: 25, food: 12, book: 6 },
    callingCode: "+46",
    phonePrefixes: ["70000", "72000", "73000", "76000"],
    timeZone: "Europe/Stockholm",
    companyForm: "AB",
    firstNames: words(
      "Anna, Erik, Karin, Elsa, Johan, Linnéa, Oskar, Maja, Nils, Åsa, Björn, Ebba, Göran, Sofia, Viktor, Alva, Mattias, Kerstin, Axel, Saga",
    ),
    lastNames: words(
      "Andersson, Johansson, Karlsson, Nilsson, Eriksson, Lindström, Öberg, Åkesson, Bergqvist, Sjögren, Wallin, Ström, Nyström, Holm, Ekdahl",
    ),
    streets: words(
      "Storgatan, Drottninggatan, Kungsgatan, Björkvägen, Skolgatan, Ringvägen, Ängsgatan, Norra Vallgatan",
    ),
    places: places(
      ["111 52", "Stockholm", 59.332, 18.063],
      ["411 06", "Göteborg", 57.707, 11.967],
      ["211 22", "Malmö", 55.606, 13.001],
      ["753 20", "Uppsala", 59.858, 17.639],
      ["903 26", "Umeå", 63.826, 20.263],
      ["981 31", "Kiruna", 67.856, 20.225],
    ),
  },
  DK: {
    code: "DK",
    alpha3: "DNK",
    currency: "DKK",
    priceLevel: 0.64,
    vat: { standard: 25, food: 25, book: 25 },
    callingCode: "+45",
    phonePrefixes: ["2000", "3000", "4000", "5000"],
    timeZone: "Europe/Copenhagen",
    companyForm: "ApS",
    firstNames: words(
      "Mette, Jens, Freja, Søren, Ida, Mikkel, Sofie, Rasmus, Karen, Niels, Frederik, Maja, Anders, Kirsten, Emil, Bjørn",
    ),
    lastNames: words(
      "Jensen, Nielsen, Pedersen, Sørensen, Rasmussen, Kjær, Møller, Østergaard, Holm, Bruun, Lund, Friis, Skov",
    ),
    streets: words("Vestergade, Nørregade, Strandvejen, Kirkevej, Søndergade, Birkevej, Østerbrogade"),
    places: places(
      ["2100", "København Ø", 55.707, 12.577],
      ["8000", "Aarhus C", 56.157, 10.207],
      ["5000", "Odense C", 55.396, 10.388],
      ["9000", "Aalborg", 57.048, 9.919],
      ["3770", "Allinge", 55.277, 14.801],
    ),
  },
  FI: {
    code: "FI",
    alpha3: "FIN",
    currency: "EUR",
    priceLevel: 0.087,
    vat: { standard: 25.5, food: 13.5, book: 13.5 },
    callingCode: "+358",
    phonePrefixes: ["40000", "44000", "50000"],
    timeZone: "Europe/Helsinki",
    companyForm: "Oy",
    firstNames: words(
      "Aino, Juhani, Helmi, Mikko, Sanna, Antti, Eevi, Jukka, Päivi, Ville, Tuuli, Pekka, Veera, Janne, Åke, Leena",
    ),
    lastNames: words(
      "Korhonen, Virtanen, Mäkinen, Nieminen, Mäkelä, Hämäläinen, Laine, Heikkinen, Koskinen, Järvinen, Lindqvist, Salonen, Ojala",
    ),
    streets: words("Mannerheimintie, Hämeenkatu, Koulukatu, Rantatie, Kirkkokatu, Koivukuja, Puistotie"),
    places: places(
      ["00100", "Helsinki", 60.17, 24.938],
      ["33100", "Tampere", 61.498, 23.761],
      ["20100", "Turku", 60.451, 22.267],
      ["90100", "Oulu", 65.012, 25.465],
      ["99100", "Kittilä", 67.664, 24.9],
    ),
  },
};
