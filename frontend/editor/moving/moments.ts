/** Moments of a film as people write them: "1:02.5", "12", "1:00:03". */

/** Return "1:02.500" for 62500 ms; thousandths only where there are some. */
export function sayMoment(ms: number): string {
  const whole = Math.floor(ms / 1000);
  const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number: number): string => String(number).padStart(2, "0");
  const rest = Math.round(ms) % 1000;
  const clock = hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
  return rest ? `${clock}.${String(rest).padStart(3, "0")}` : clock;
}

/** Return the milliseconds of what was typed, comma or point, null for nothing, undefined when it is no moment. */
export function readMoment(typed: string): number | null | undefined {
  const text = typed.trim().replace(",", ".");
  if (!text) return null;
  const match = /^(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5})(\.\d{1,3})?$/.exec(text);
  if (!match) return undefined;
  const [, hours = "0", minutes, seconds = "0", part = "0"] = match;
  if (minutes !== undefined && (Number(seconds) > 59 || (match[1] !== undefined && Number(minutes) > 59))) return undefined;
  return Math.round((Number(hours) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds) + Number(part)) * 1000);
}
