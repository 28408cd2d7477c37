// Moments as people in Sweden read them. The page shows the group's zone, whatever zone the computer is in.

const ZONE = "Europe/Stockholm";
const format = (options) => new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE, ...options });
const DAY = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const SHORT_DAY = format({ weekday: "short", day: "numeric", month: "short" });
const TIME = format({ hour: "2-digit", minute: "2-digit" });
const PARTS = format({ year: "numeric", month: "2-digit", day: "2-digit" });

export const longDay = (moment) => DAY.format(moment);
export const shortDay = (moment) => SHORT_DAY.format(moment).replaceAll(".", "");
export const time = (moment) => TIME.format(moment);
export const dayKey = (moment) => PARTS.format(moment);

/** The ISO week: the one that holds the Thursday of the day's week. */
export function isoWeek(moment) {
  const [year, month, day] = dayKey(moment).split("-").map(Number);
  const thursday = new Date(Date.UTC(year, month - 1, day));
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const firstDay = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.ceil(((thursday - firstDay) / 86_400_000 + 1) / 7);
}

/** "i dag" is left out: the reader knows which day it is. */
export function when(moment, now) {
  return dayKey(moment) === dayKey(now) ? time(moment) : `${shortDay(moment)} ${time(moment)}`;
}

/** The value of a datetime-local field: a time on the wall in Stockholm. */
export const wallTime = (moment) => `${dayKey(moment)}T${time(moment)}`;
