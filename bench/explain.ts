import type { Database, Queryable } from "@/lib/db/connect";

/** A plan repeats the values, and a year has 365 days. */
const LONGEST = 180;

/** `db`, telling the plan of each statement with the time it took. */
export function explaining(db: Database): Database {
  const tell = (target: Queryable): Queryable => ({
    query: async (sql, values, options) => {
      const plan = await target.query<{ "QUERY PLAN": string }>(
        `explain (analyze, costs off) ${sql}`,
        values,
        { isPlannedByValue: true },
      );
      console.log(`${plan.rows.map((row) => `  ${row["QUERY PLAN"].slice(0, LONGEST)}`).join("\n")}\n`);
      return target.query(sql, values, options);
    },
  });
  return {
    query: tell(db).query,
    transaction: (work) => db.transaction((tx) => work(tell(tx))),
    ping: () => db.ping(),
    close: () => db.close(),
  };
}
