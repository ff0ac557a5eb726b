/** An order worth looking at: a named case that is always there, whatever the number of orders. */
export interface NotableOrder {
  readonly name: string;
  /** What there is to see, for a person. */
  readonly about: string;
  readonly sessionId: string;
  readonly transactionId?: string | undefined;
  readonly merchantReference: string;
}
