import type { Database, Queryable } from "@/lib/db/connect";
import { AppError } from "@/lib/errors";

/** For tests: the store as a process sees it that is killed after `statements`: none of its later ones arrive. */
export function dyingAfter(db: Database, statements: number): Database {
  let left = statements;
  const die = () => {
    if (left <= 0) throw new AppError("storage-unavailable", "killed");
    left -= 1;
  };
  const query: Queryable["query"] = async (sql, values, options) => {
    die();
    return await db.query(sql, values, options);
  };
  return {
    query,
    transaction: (work) =>
      db.transaction(async (tx) => {
        const result = await work({
          query: async (sql, values, options) => {
            die();
            return await tx.query(sql, values, options);
          },
        });
        die();
        return result;
      }),
    ping: () => db.ping(),
    close: async () => {},
  };
}
