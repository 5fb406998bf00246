// The baseline that one would write first, behind Next's own server. See naive/app/reports/route.ts.
import { createServer } from "node:http";
import { join } from "node:path";
import next from "next";
import { z } from "zod";

const { PORT } = z.object({ PORT: z.coerce.number() }).parse(process.env);
const app = next({ dev: false, dir: join(import.meta.dirname, "naive"), hostname: "127.0.0.1", port: PORT });
await app.prepare();
const handle = app.getRequestHandler();
createServer((request, response) => void handle(request, response)).listen(PORT, "127.0.0.1");
