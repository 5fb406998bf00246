/** Said beside the count of 15 minutes, the last ones or those of a peak: without it, few reports would pass for few problems. */
export function missedWords(minutes: number): string {
  return `Reports could not be taken in ${minutes} of these 15 minutes.`;
}
