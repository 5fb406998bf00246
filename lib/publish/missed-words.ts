/** Said beside the count of the last 15 minutes: without it, few reports would pass for few problems. */
export function missedWords(minutes: number): string {
  return `Reports could not be taken in ${minutes} of these 15 minutes.`;
}
