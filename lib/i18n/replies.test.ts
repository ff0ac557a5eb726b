import { describe, expect, test } from "vitest";
import { FAILURE_TABLE, isRule, rowOf } from "@/lib/domain/failure-table";
import { REPLY_LANGUAGES, REPLY_TEXTS, type ReplyLanguage, repliesOf, replyLanguageFor } from "./replies";

/** Parts of words that would tell a customer what the issuer said, or that anyone suspects anything. */
const FORBIDDEN: Readonly<Record<ReplyLanguage, RegExp>> = {
  nb: /bank|utsted|svindel|mistan|mistenk|stj[åa]l|tapt|mistet|sperre|dekning|saldo|penger på konto|ikke nok|avsl[åo]|avvis|nekt|utløp|konto|grense|kreditt|begrens|fare|risiko|autoris/i,
  sv: /bank|utgivare|utfärd|bedräg|misstänk|stul|stöld|förlor|spärr|täckning|saldo|nek|avvis|avsl[åo]|utgå|gräns|konto|kredit|begräns|\bfara\b|risk|auktoris/i,
  da: /bank|udsted|svindel|bedrag|mistan|mistænk|stj[åa]l|tabt|mistet|spær|dækning|saldo|afvis|afslå|næg|udløb|grænse|konto|kredit|begræns|fare|risiko|autoris/i,
  fi: /pank|myönt|petos|petok|pett|epäil|varast|kado|sulje|esty|estet|kate|saldo|hyl[äk]|evät|torju|vanhe|raja|tilin|tiliä|tilillä|luot|rajoit|vaara|riski|valtuut/i,
  en: /bank|issu|fraud|suspect|stolen|lost|block|insufficient|fund|balance|refus|declin|reject|expire|limit|account|credit|restrict|risk|authori[sz]/i,
};
/** "refund" is the reply about refunds, and says nothing of the customer's funds. */
const ALLOWED = /\brefund\b/gi;

describe("the replies to customers", () => {
  test.each(REPLY_LANGUAGES)("in %s give nothing away, whatever the explanation", (language) => {
    const told = Object.keys(FAILURE_TABLE)
      .filter(isRule)
      .map((rule) => ({ rule, text: repliesOf(rowOf(rule).reply, "10023")[language] }))
      .filter(({ text }) => FORBIDDEN[language].test(text.replaceAll(ALLOWED, "")));
    expect(told).toEqual([]);
    for (const text of Object.values(REPLY_TEXTS[language])) {
      expect(text.replaceAll(ALLOWED, "")).not.toMatch(FORBIDDEN[language]);
    }
  });

  test("exist for every explanation in every language, and name the order", () => {
    for (const rule of Object.keys(FAILURE_TABLE).filter(isRule)) {
      for (const text of Object.values(repliesOf(rowOf(rule).reply, "10023"))) {
        expect(text).toContain("10023");
        expect(text).not.toMatch(/[{}]/);
        expect(text.length).toBeLessThan(320);
      }
    }
  });

  test("have the same keys in all languages, none unused", () => {
    const keys = Object.keys(REPLY_TEXTS.en);
    for (const language of REPLY_LANGUAGES) expect(Object.keys(REPLY_TEXTS[language])).toEqual(keys);
    const used = new Set(
      Object.keys(FAILURE_TABLE)
        .filter(isRule)
        .map((rule) => rowOf(rule).reply),
    );
    expect(keys.toSorted()).toEqual([...used, "alreadyPaid", "order", "orderWithReference"].toSorted());
  });

  test("that say nothing was charged are only those for an order that was not paid", () => {
    const free = /Nothing has been charged|nothing has been charged/;
    for (const reply of ["paid", "reserved", "refund", "released", "uncertain"] as const) {
      expect(REPLY_TEXTS.en[reply]).not.toMatch(free);
    }
  });

  test("go without the reference where there is none, and take it as text", () => {
    expect(repliesOf("otherCard", " ").en).toContain("the payment for your order did");
    expect(repliesOf("otherCard", "$&{order}").sv).toContain("beställning $&{order}");
  });
});

test("the customer's country decides the language, else the reader's does", () => {
  expect(replyLanguageFor("NO", "en")).toBe("nb");
  expect(replyLanguageFor("se", "nb")).toBe("sv");
  expect(replyLanguageFor("DE", "nb")).toBe("en");
  expect(replyLanguageFor(undefined, "nb")).toBe("nb");
  expect(replyLanguageFor("•••", "nb")).toBe("nb");
});
