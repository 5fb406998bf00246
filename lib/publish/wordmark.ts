/** The mark beside the name: a swell that rises from the ground line, drawn as one stroke in the colour of the text. */
export const MARK = { viewBox: "0 0 32 20", path: "M1 18h5c5 0 5-15 10-15s5 15 10 15h5", strokeWidth: 3 } as const;
