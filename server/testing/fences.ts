/** Which folder of the pipeline may import which: arrows point left only (ARCHITECTURE.md). */
const stages: Readonly<Record<string, readonly string[]>> = {
  catalog: [],
  buckets: ["catalog"],
  reports: ["buckets", "catalog"],
  detection: ["buckets", "catalog"],
  incidents: ["detection", "buckets", "catalog"],
  live: ["incidents", "detection", "buckets", "catalog"],
  publish: ["live", "incidents", "detection", "buckets", "catalog"],
  alerts: ["incidents", "catalog"],
};

/** The files directly under lib/ that reach the outside world. */
const shellFiles = /^lib\/(config|db|clock|log)\.ts$/;
/** Files of a stage that may do so too: SQL, jobs, and verbs. */
const impureFile = /(\.db|\.job)\.ts$|\/(submit|read|subscribe)-[^/]*\.ts$|\/channels\//;
const packagesOfTheShell =
  /^(@prisma\/|pg$|pino|next($|\/)|react($|-|\/)|hono|node:(fs|net|http|https|child_process|cluster|worker_threads|dns|tls))/;
/** What makes a calculation depend on when or where it runs. */
const impureCalls: readonly (readonly [RegExp, string])[] = [
  [/\bDate\.now\(/, "Date.now()"],
  [/\bnew Date\(\)/, "new Date()"],
  [/\bMath\.random\(/, "Math.random()"],
  [/\bfetch\(/, "fetch()"],
  [/\bprocess\.env\b/, "process.env"],
];

/** What may stand nowhere: values pasted into a statement's text, and the parts of Next that its security advisories are about. */
const banned: readonly (readonly [RegExp, string])[] = [
  [/\$(query|execute)RawUnsafe\b/, "an Unsafe statement: write it as a tagged text"],
  [/^\s*["']use server["']/m, "Server Actions"],
  [/^\s*["']use cache\b/m, "Next's own cache"],
  [/\b(cacheComponents|useCache)\s*:/, "Next's own cache"],
  [/["']next\/(legacy\/)?image["']|\bunoptimized\s*:\s*false/, "Next's image optimiser"],
  [/["'](next\/og|@vercel\/og)["']/, "pictures of next/og"],
  [/\brewrites\s*[(:=]/, "rewrites"],
];
/** Next would run it before every page. */
const bannedFile = /^(src\/|app\/)?(proxy|middleware)\.[cm]?[jt]s$/;

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)["']/g;

function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
}

/** The import specifiers of a source text, comments left out. */
function importsOf(source: string): string[] {
  return [...withoutComments(source).matchAll(IMPORT)].flatMap((match) => (match[1] === undefined ? [] : [match[1]]));
}

/** A type is gone before the program runs: a pure file may name the type of a row. */
function withoutTypeImports(source: string): string {
  return source.replaceAll(/^(import|export) type [^;]*;/gm, "");
}

function target(specifier: string): string {
  return specifier.startsWith("#") ? specifier.slice(1) : specifier;
}

function breaksOfStage(stage: string, specifier: string): string | null {
  const imported = target(specifier);
  const other = /^lib\/([^/]+)\//.exec(imported)?.[1];
  if (other === undefined || other === stage || other === "generated") return null;
  return stages[stage]?.includes(other) ? null : `lib/${stage} may not import lib/${other}`;
}

function breaksOfPurity(file: string, source: string, specifiers: readonly string[]): string[] {
  const imports = specifiers.filter(
    (specifier) =>
      packagesOfTheShell.test(specifier) || shellFiles.test(target(specifier)) || impureFile.test(target(specifier)),
  );
  const calls = impureCalls.flatMap(([pattern, name]) => (pattern.test(source) ? [name] : []));
  return [
    ...imports.map((specifier) => `${file} is pure and may not import ${specifier}`),
    ...calls.map((name) => `${file} is pure and may not use ${name}`),
  ];
}

function breaksOfFaces(file: string, specifiers: readonly string[]): string[] {
  const wrong = (specifier: string) => {
    const imported = target(specifier);
    if (/^(server|bench|e2e)\//.test(imported)) return true;
    if (/\.db\.ts$|\.job\.ts$|^pg$|^@prisma\/|^lib\/(db|generated)/.test(imported)) return true;
    return file.startsWith("components/") && (shellFiles.test(imported) || impureFile.test(imported));
  };
  return specifiers.filter(wrong).map((specifier) => `${file} may not import ${specifier}`);
}

/** What is used in one source file though it may be used nowhere. */
export function bannedParts(file: string, source: string): string[] {
  const code = withoutComments(source);
  const parts = banned.flatMap(([pattern, name]) => (pattern.test(code) ? [`${file} may not use ${name}`] : []));
  return bannedFile.test(file) ? [...parts, `${file} may not exist: nothing is decided before Next's pages`] : parts;
}

/** Everything in one source file that crosses a border. Empty: all is well. Tests may import what they like. */
export function brokenFences(file: string, source: string): string[] {
  if (/\.test\.tsx?$/.test(file)) return [];
  const specifiers = importsOf(source);
  const relative = specifiers
    .filter((specifier) => specifier.startsWith(".") && !specifier.endsWith(".css"))
    .map((specifier) => `${file} imports ${specifier}: use the # alias`);
  if (/^(app|components)\//.test(file)) return [...relative, ...breaksOfFaces(file, specifiers)];
  const stage = /^lib\/([^/]+)\//.exec(file)?.[1];
  if (stage === undefined || stage === "generated") return relative;
  if (stages[stage] === undefined)
    return [...relative, `lib/${stage} is no stage of the pipeline: name it in ARCHITECTURE.md and in this table`];
  const crossing = specifiers.flatMap((specifier) => breaksOfStage(stage, specifier) ?? []);
  const outward = specifiers
    .filter((specifier) => /^(app|components|server|bench|e2e)\//.test(target(specifier)))
    .map((specifier) => `${file} may not import ${specifier}`);
  const impure = impureFile.test(file) ? [] : breaksOfPurity(file, source, importsOf(withoutTypeImports(source)));
  return [...relative, ...crossing, ...outward, ...impure];
}
