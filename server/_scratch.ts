import { mkdtemp, rm } from "node:fs/promises";
import { startPostgres } from "#server/postgres.ts";
import { migrate } from "#server/migrate.ts";
import { createDb } from "#lib/db.ts";
import { seedCatalogue } from "#server/seed.ts";
import { searchServices, listServices } from "#lib/catalog/catalog.db.ts";
const folder = await mkdtemp("/tmp/gs-cat-");
const pg = await startPostgres({ folder, settings: { fsync: "off" } });
try {
  await migrate(pg.url, "prisma/migrations");
  const db = createDb(pg.url, { max: 5, statementTimeoutMs: 30000 });
  for (let i = 0; i < 3; i++) { const t = performance.now(); console.log(await seedCatalogue(db), (performance.now() - t).toFixed(0), "ms"); }
  const qs = "chatgtp,chat gpt,instgram,fortnight,vodaphone,vodafone,twitter,twiter,x,at&t,att,AT and T,t mobile,tmobile,T-Mobile,facbook,facebok,snapchap,snap chat,youtub,yotube,utube,netlfix,nteflix,spotfy,spotifi,whatsap,watsapp,whats app,gogle,goolge,googel,amazn,amzon,amazon prime,aws,cloudfare,cloud flare,playstaion,psn,xbox live,roblocks,robolx,minecarft,valorent,leage of legends,lol,steem,disscord,discrod,telegramm,linkdin,linkedn,pinterst,redit,tik tok,ticktok,paypall,pay pal,revolute,venom,duo lingo,duolengo,canvas,microsft,micosoft teams,out look,hotmail,gmial,zoom,slak,verison,verizion,comcast,xfinty,spectrm,o2,three,ee,bt,virgin meda,telekom,deutsche ban,santandr,barcleys,natwst,monzo,hsbc,lloyd,uber eats,ubereats,door dash,netflix.com,twitter.com,카카오톡,киевстар,київстар,zabka,vodafone de,epic games,fortnite server,arc raider,disney+,disney plus,hbo,max,claude,anthropic,open ai,bank of amercia,wells fargo,chase,cash app,ryan air,easy jet,tesco".split(",");
  const show = process.argv.includes("-v");
  const run = async () => { const ts: number[] = []; for (const q of qs) { const t = performance.now(); const r = await searchServices(db, q, 8); ts.push(performance.now() - t); if (show) console.log(q.padEnd(18), r.slice(0, 5).map((s) => s.slug).join(" ")); } ts.sort((a, b) => a - b); console.log("n", ts.length, "median", ts[ts.length >> 1]?.toFixed(1), "p95", ts[Math.floor(ts.length * .95)]?.toFixed(1), "max", ts.at(-1)?.toFixed(1)); };
  await run(); 
  const t1 = performance.now(); await listServices(db); console.log("list", (performance.now() - t1).toFixed(0));
  await db.$executeRaw`
    with base as (select array_agg(distinct w) ws from service_name, regexp_split_to_table(normalized,' ') w where length(w) > 2),
    n as (select i, initcap((select ws[1+floor(random()*array_length(ws,1))] || chr(97+(i%26)) || ' ' || ws[1+floor(random()*array_length(ws,1)+0*i)] from base)) nm from generate_series(1,33000) i),
    ins as (insert into service(slug,name,category,problems) select 'gen-'||i, nm, 'web', '{app,other}' from n returning id, name)
    insert into service_name select id, lower(name), 0 from ins union all select id, 'gen ' || id, 2 from ins union all select id, substr(md5(name),1,9), 1 from ins`;
  await db.$executeRaw`vacuum analyze`;
  console.log(await db.$queryRaw`select count(*)::int n from service_name`);
  await run(); await run(); await run();
  for (const q of ["a","e","s","go","the","ama","gen","bank","bank of","x","facebook"]) { const t = performance.now(); const r=await searchServices(db, q, 8); console.log(q, r.length, (performance.now() - t).toFixed(1)); }
  const t2 = performance.now(); await listServices(db); console.log("list 35k", (performance.now() - t2).toFixed(0));
  await db.$disconnect();
} finally { await pg.stop(); await rm(folder, { recursive: true }); }
