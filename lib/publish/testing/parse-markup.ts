/** An element of parsed markup; `text` is what stands directly in it, unescaped. */
export interface ParsedElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly parents: readonly string[];
  text: string;
}

const TOKEN = /<!doctype html>|<\/([a-z0-9]+)>|<([a-zA-Z0-9]+)((?: [a-z:A-Z-]+="[^"<]*")*)(\/?)>|([^<>]+)/gy;
const ATTRIBUTE = / ([a-z:A-Z-]+)="([^"]*)"/g;
const VOID = new Set(["meta", "link"]);
const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

function decode(text: string): string {
  return text.replace(/&[a-z#0-9]*;?/g, (entity) => {
    const character = ENTITIES[entity];
    if (character === undefined) throw new Error(`an unknown entity: ${entity}`);
    return character;
  });
}

/**
 * Parses the strict subset of HTML and SVG that we write (every element closed, every attribute quoted) into its
 * elements, in order. Throws on anything else, so a name that broke out of its text does not pass.
 */
export function parseMarkup(markup: string): ParsedElement[] {
  const elements: ParsedElement[] = [];
  const open: ParsedElement[] = [];
  let end = 0;
  for (const match of markup.matchAll(TOKEN)) {
    const [token, closed, opened, attributes = "", selfClosed, text] = match;
    end = match.index + token.length;
    const parent = open.at(-1);
    if (text !== undefined && parent !== undefined) parent.text += decode(text);
    if (closed !== undefined && open.pop()?.name !== closed) throw new Error(`</${closed}> closes nothing`);
    if (opened === undefined) continue;
    const pairs = [...attributes.matchAll(ATTRIBUTE)].map(([, key = "", value = ""]) => [key, decode(value)]);
    const parents = open.map(({ name }) => name);
    const element = { name: opened, attributes: Object.fromEntries(pairs), parents, text: "" };
    elements.push(element);
    if (selfClosed === "" && !VOID.has(opened)) open.push(element);
  }
  if (end !== markup.length) throw new Error(`not markup of ours: ${markup.slice(end, end + 40)}`);
  if (open.length > 0) throw new Error(`<${open.at(-1)?.name}> is not closed`);
  return elements;
}
