/** Names that break out of what they stand in, where somebody forgot about it. */
export const POISONED_NAMES: readonly (readonly [string, string])[] = [
  ["a script", "<script>alert(1)</script>"],
  ["an attribute's end", `"><img src=x onerror='alert(1)'>`],
  ["the end of CDATA", "]]><!--<x>"],
  ["a formula", "=cmd|' /C calc'!A0"],
  ["a direction override", "\u202egnp.exe"],
  ["ten kilobytes of marks", `a${"\u0301".repeat(10_240)}`],
  ["ten kilobytes of letters", "W".repeat(10_240)],
  ["control characters", "a\u0000\u0007\u001bb\r\nc"],
  ["half a surrogate pair", "a\ud800b"],
  ["scripts of the world", "Связь Τηλέφωνο 電話サービス"],
];
