/** The button of what a page is there for. Size and place are its page's. */
export const INK_BUTTON = "bg-ink font-semibold text-paper hover:underline";

/** Any other button. */
export const FIELD_BUTTON = "border border-rule-strong bg-field font-medium hover:border-ink";
