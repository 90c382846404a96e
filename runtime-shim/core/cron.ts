// Months of different length, leap years and daylight saving, in any time zone, are a library's work.
import { Cron } from "croner";

/** A cron expression that means nothing, or a time zone that nobody knows. */
export class WrongCron extends Error {
  override readonly name = "WrongCron";
}

export interface CronTimes {
  /** Five fields, or six with seconds last. */
  readonly cron: string;
  /** IANA name. */
  readonly timezone: string;
}

/** The first due time later than `after`, both ms since the epoch. */
export function nextDue({ cron, timezone }: CronTimes, after: number): number {
  const next = parse(cron, timezone).nextRun(new Date(after));
  if (next !== null) return next.getTime();
  throw new WrongCron(`The cron expression ${JSON.stringify(cron)} names a time that never comes.`);
}

function parse(cron: string, timezone: string): Cron {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5 && fields.length !== 6) throw wrong(cron, "");
  requireZone(timezone);
  const [seconds = "0", ...rest] =
    fields.length === 6 ? [fields[5], ...fields.slice(0, 5)] : ["0", ...fields];
  try {
    return new Cron([seconds, ...rest].join(" "), { timezone, mode: "6-part", paused: true });
  } catch (error) {
    throw wrong(cron, error instanceof Error ? ` (${error.message.replace(/^\w+: /, "")})` : "");
  }
}

const wrong = (cron: string, why: string): WrongCron =>
  new WrongCron(
    `${JSON.stringify(cron)} is no cron expression${why}. ` +
      "Write minute, hour, day, month and weekday, and seconds after them if you want: " +
      '"0 * * * *" is every hour, "* * * * * */10" every ten seconds.',
  );

function requireZone(timezone: string): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone: timezone });
  } catch {
    throw new WrongCron(
      `There is no time zone ${JSON.stringify(timezone)}. Write its IANA name: "Europe/Berlin".`,
    );
  }
}
