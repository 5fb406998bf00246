import type { Mode, StateKey } from "#lib/live/snapshot.ts";

/** How a state is written and drawn, everywhere: page, embed, picture, API reference. */
export interface StateWords {
  /** Two words beside the shape, where the service's name stands already. */
  readonly word: string;
  /** The state as part of a sentence that begins with its subject: "State: problems since 16:04 UTC". */
  readonly phrase: string;
  /** What the state means, for legends and references. */
  readonly meaning: string;
}

const WORDS: Readonly<Record<StateKey, StateWords>> = {
  normal: {
    word: "Nothing unusual",
    phrase: "nothing unusual",
    meaning: "Reports are not clearly above what is normal for this service at this time.",
  },
  possible: {
    word: "Possible problems",
    phrase: "possible problems",
    meaning:
      "Reports are above the normal range, but not yet by enough to be sure, or another service's failure may explain them.",
  },
  unconfirmed: {
    word: "Unconfirmed",
    phrase: "unconfirmed",
    meaning: "Many reports, but from too few different networks to count as an outage.",
  },
  outage: {
    word: "Problems",
    phrase: "problems",
    meaning: "Reports are far above the normal range and come from many networks.",
  },
};

/** Said in place of a state of a service that has left the catalogue: it takes no reports, so that silence says nothing. */
export const NO_LONGER_OBSERVED = "no longer observed";

export function stateWords(state: StateKey): StateWords {
  return WORDS[state];
}

/** The answer to "is it just me?" in one sentence without its full stop. Never says that a service is down: only the service knows. */
export function stateSentence(state: StateKey, serviceName: string): string {
  switch (state) {
    case "normal":
      return `Nothing unusual in the reports about ${serviceName}`;
    case "possible":
      return `There may be problems with ${serviceName}`;
    case "unconfirmed":
      return `Many reports about ${serviceName}, but from too few networks to be confirmed`;
    case "outage":
      return `Many people report problems with ${serviceName}`;
  }
}

/** What stands on everything that is not live; null when it is. `short` for pictures, `long` for pages. */
export function modeNotice(mode: Mode): { readonly short: string; readonly long: string } | null {
  switch (mode) {
    case "live":
      return null;
    case "demo":
      return { short: "Demo data, not news", long: "Demonstration: replayed and synthetic data, not news." };
    case "replay":
      return {
        short: "Replay of a past day",
        long: "Replay: a past day on its own clock. Nothing here is happening now.",
      };
  }
}
