const SIGNATURE = Buffer.from("PGCOPY\n\xff\r\n\0", "latin1");
/** Signature, flags, length of an extension that is always empty. */
const HEADER_BYTES = SIGNATURE.length + 8;
const END = -1;
const NULL = -1;

/**
 * Counts the rows of PostgreSQL's binary COPY format (its documentation, COPY, "Binary Format") while they pass by: a
 * header, then for each row a number of fields and for each field its length and bytes, then -1. Says whether the whole
 * of it was there.
 */
export class CopyRowCounter {
  #rest = Buffer.alloc(0);
  #skip = 0;
  #fields = 0;
  #state: "header" | "row" | "field" | "end" | "wrong" = "header";
  rows = 0;

  /** Whether what passed by was one whole COPY and nothing else. */
  isWhole(): boolean {
    return this.#state === "end" && this.#rest.length === 0 && this.#skip === 0;
  }

  take(bytes: Buffer): void {
    const skipped = Math.min(this.#skip, bytes.length);
    this.#skip -= skipped;
    const fresh = skipped === 0 ? bytes : bytes.subarray(skipped);
    const all = this.#rest.length === 0 ? fresh : Buffer.concat([this.#rest, fresh]);
    let at = 0;
    for (let next = this.#step(all, at); next > at; next = this.#step(all, at)) at = next;
    this.#skip += Math.max(0, at - all.length);
    this.#rest = Buffer.from(all.subarray(Math.min(at, all.length)));
  }

  /** Reads one piece at `at`. @returns where the next one begins, past the end too; `at` itself when there is too little. */
  #step(all: Buffer, at: number): number {
    const left = all.length - at;
    switch (this.#state) {
      case "header":
        if (left < HEADER_BYTES) return at;
        this.#state = all.subarray(0, SIGNATURE.length).equals(SIGNATURE) ? "row" : "wrong";
        return at + HEADER_BYTES;
      case "row": {
        if (left < 2) return at;
        this.#fields = all.readInt16BE(at);
        if (this.#fields < 0) this.#state = this.#fields === END ? "end" : "wrong";
        else this.#beginField();
        return at + 2;
      }
      case "field": {
        if (left < 4) return at;
        const length = all.readInt32BE(at);
        if (length < NULL) this.#state = "wrong";
        this.#fields -= 1;
        if (this.#state === "field") this.#beginField();
        return at + 4 + Math.max(0, length);
      }
      default:
        return at;
    }
  }

  #beginField(): void {
    this.#state = this.#fields > 0 ? "field" : "row";
    if (this.#state === "row") this.rows += 1;
  }
}
