/** Said beside the count of 15 minutes, the last ones or those of a peak, or of a longer step: without it, few reports would pass for few problems. */
export function missedWords(minutes: number, length = 15): string {
  return `Reports could not be taken in ${minutes} of these ${length} minutes.`;
}
