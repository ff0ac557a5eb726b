import { createCipheriv, createDecipheriv, createHash } from "node:crypto";
import type { DocumentKind } from "../order-record";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const LENGTH = 22;
const MARK = 0x6b6f6e74;

/** What an id of this shop stands for. */
export interface IdMeaning {
  readonly kind: DocumentKind;
  readonly index: number;
  readonly attempt: number;
}

/**
 * Ids that look like Dintero's (22 characters, base 62) and can be read back: each is an encrypted order number.
 * So an order is found by its id without a table, however many there are.
 */
export class IdBook {
  readonly #prefix: string;
  readonly #encrypt: (block: Buffer) => Buffer;
  readonly #decrypt: (block: Buffer) => Buffer;

  constructor(accountId: string, seed: string) {
    this.#prefix = `${accountId}.`;
    const key = createHash("sha256").update(`ids/${seed}`).digest().subarray(0, 16);
    const cipher = createCipheriv("aes-128-ecb", key, null).setAutoPadding(false);
    const decipher = createDecipheriv("aes-128-ecb", key, null).setAutoPadding(false);
    this.#encrypt = (block) => cipher.update(block);
    this.#decrypt = (block) => decipher.update(block);
  }

  idOf(kind: DocumentKind, index: number, attempt: number): string {
    const block = Buffer.alloc(16);
    block.writeUInt32BE(MARK, 0);
    block.writeUInt8(kind === "session" ? 1 : 2, 4);
    block.writeUInt8(attempt, 5);
    block.writeUIntBE(index, 10, 6);
    let number = BigInt(`0x${this.#encrypt(block).toString("hex")}`);
    let text = "";
    for (let place = 0; place < LENGTH; place += 1) {
      text = (ALPHABET[Number(number % 62n)] ?? "") + text;
      number /= 62n;
    }
    return this.#prefix + text;
  }

  /** What `id` stands for, or undefined when this shop never gave it out. */
  meaningOf(id: string): IdMeaning | undefined {
    if (!id.startsWith(this.#prefix) || id.length !== this.#prefix.length + LENGTH) return undefined;
    let number = 0n;
    for (const letter of id.slice(this.#prefix.length)) {
      const digit = ALPHABET.indexOf(letter);
      if (digit < 0) return undefined;
      number = number * 62n + BigInt(digit);
    }
    const hex = number.toString(16).padStart(32, "0");
    if (hex.length !== 32) return undefined;
    const block = this.#decrypt(Buffer.from(hex, "hex"));
    if (block.readUInt32BE(0) !== MARK || block.readUInt32BE(6) !== 0) return undefined;
    return {
      kind: block.readUInt8(4) === 1 ? "session" : "transaction",
      attempt: block.readUInt8(5),
      index: block.readUIntBE(10, 6),
    };
  }
}
