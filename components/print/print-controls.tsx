"use client";

import { useSyncExternalStore } from "react";
import { SelectField } from "#components/figures/select-field.tsx";
import { usePrint } from "#components/print/print-choice.tsx";
import { useReaderZone } from "#components/time/reader-zone.ts";
import { LANGUAGES, parseLanguage } from "#lib/publish/language.ts";
import { wordsOf } from "#lib/publish/words-of.ts";
import { todaysZone } from "#lib/publish/zone-city.ts";

/** Zones that newsrooms write in: the short list, which every reader gets at once. */
const NEWSROOM_ZONES = [
  "UTC",
  "America/Los_Angeles",
  "America/New_York",
  "America/Mexico_City",
  "America/Sao_Paulo",
  "Europe/London",
  "Europe/Paris",
  "Europe/Berlin",
  "Asia/Kolkata",
  "Asia/Tokyo",
  "Australia/Sydney",
] as const;

const NEVER_CHANGES = () => () => undefined;
const NONE: readonly string[] = [];
let all: readonly string[] | null = null;

/** Every zone that the browser knows; none before hydration, because 400 options are as much markup as the rest of the page. */
function allZones(): readonly string[] {
  all ??= Intl.supportedValuesOf("timeZone");
  return all;
}

function ZoneOptions() {
  const { timeZone } = usePrint();
  const own = useReaderZone();
  const zones = useSyncExternalStore(NEVER_CHANGES, allZones, () => NONE);
  const wanted = [timeZone, own, ...NEWSROOM_ZONES];
  const isNamed = (zone: string, among: readonly string[]) =>
    among.some((other) => todaysZone(other) === todaysZone(zone));
  const short = wanted.filter((zone, index) => !isNamed(zone, wanted.slice(0, index)));
  return (
    <>
      {short.map((zone) => (
        <option key={zone} value={zone}>
          {todaysZone(zone)}
        </option>
      ))}
      {zones.length === 0 ? null : (
        <optgroup label="All time zones">
          {zones
            .filter((zone) => !isNamed(zone, short))
            .map((zone) => (
              <option key={zone} value={zone}>
                {todaysZone(zone)}
              </option>
            ))}
        </optgroup>
      )}
    </>
  );
}

/** The choice of language and time zone. Without script it is a form that asks for the page in them. */
export function PrintControls({ asOf }: { readonly asOf: string | null }) {
  const { language, timeZone, setLanguage, setTimeZone } = usePrint();
  return (
    <form method="get" className="flex flex-wrap items-end gap-x-6 gap-y-3 text-small text-soft">
      {asOf === null ? null : <input type="hidden" name="asof" value={asOf} />}
      <SelectField
        label="Language"
        name="lang"
        value={language}
        onChange={(chosen) => setLanguage(parseLanguage(chosen) ?? language)}
      >
        {LANGUAGES.map((key) => (
          <option key={key} value={key} lang={key}>
            {wordsOf(key).name}
          </option>
        ))}
      </SelectField>
      {/* As wide before its 400 options come as after: nothing moves. */}
      <SelectField label="Time zone" name="tz" width="w-52" value={timeZone} onChange={setTimeZone}>
        <ZoneOptions />
      </SelectField>
      <button type="submit" className="hidden min-h-11 border border-rule-strong bg-field px-3 noscript:block">
        Show
      </button>
    </form>
  );
}
