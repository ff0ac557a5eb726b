/** What `POST /api/privacy/erase` answers. */
export interface ErasureAnswer {
  /** Sessions and transactions that name the person. */
  readonly documents: number;
  /** False after a dry run. */
  readonly is_done: boolean;
}
