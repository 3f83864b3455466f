// c15t's own backend as its documentation sets it up: Kysely on PostgreSQL, its migrations, Node's
// HTTP server. Prints its address once it listens.

import { parseArgs } from "node:util";
import { c15tInstance } from "@c15t/backend";
import { kyselyAdapter } from "@c15t/backend/db/adapters/kysely";
import { migrator } from "@c15t/backend/db/migrator";
import { DB } from "@c15t/backend/db/schema";
import { serve } from "@hono/node-server";
import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";

const { values: options } = parseArgs({
  options: {
    database: { type: "string" },
    origin: { type: "string" },
    indexed: { type: "boolean", default: false },
  },
});

const pool = new pg.Pool({ connectionString: options.database, max: 10 });
const db = new Kysely({ dialect: new PostgresDialect({ pool }) });
const adapter = kyselyAdapter({ db, provider: "postgresql" });
const { execute } = await migrator({ db: DB.client(adapter), schema: "latest" });
await execute();
if (options.indexed) {
  // Before it writes a consent it looks for one of the same subject, and has no index for that.
  await sql`CREATE INDEX consent_subject ON consent ("subjectId")`.execute(db);
}

const { handler } = c15tInstance({
  appName: "bench",
  trustedOrigins: [options.origin],
  adapter,
  logger: { level: "error" },
});
serve({ fetch: handler, hostname: "127.0.0.1", port: 0 }, ({ port }) => {
  console.log(`listening on http://127.0.0.1:${port}`);
});
