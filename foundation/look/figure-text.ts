/** Figures as people read them: true minus, narrow space before the unit, no "-0". */

const MINUS = "\u2212";
/** Narrow, and a figure never parts from its unit. */
const THIN = "\u202f";
const EN_DASH = "\u2013";

/** `digits` after the point; thousands in groups from five digits on; an en dash for null and what is not finite. */
export function numberText(value: number | null, digits: number): string {
  if (value === null || !Number.isFinite(value)) return EN_DASH;
  const [whole = "0", part] = Math.abs(value).toFixed(digits).split(".");
  const zero = !/[1-9]/.test(whole + (part ?? ""));
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, THIN) : whole;
  return `${value < 0 && !zero ? MINUS : ""}${grouped}${part === undefined ? "" : `.${part}`}`;
}

/** As numberText with a plus where it is more than nothing: for differences and gains. */
export function signedText(value: number | null, digits: number): string {
  const text = numberText(value, digits);
  return value !== null && value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** "−14.0 LUFS" */
export function withUnit(value: number | null, unit: string, digits: number): string {
  const text = numberText(value, digits);
  return unit === "" || text === EN_DASH ? text : `${text}${THIN}${unit}`;
}

/** "+1.5 dB" */
export function signedWithUnit(value: number | null, unit: string, digits: number): string {
  const text = signedText(value, digits);
  return unit === "" || text === EN_DASH ? text : `${text}${THIN}${unit}`;
}

/** Seconds as m:ss, or h:mm:ss from an hour on. */
export function clockText(seconds: number, digits = 0): string {
  const scale = Number(`1e${digits}`);
  const ticks = Math.round(Math.max(0, seconds) * scale);
  const whole = Math.floor(ticks / scale);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const rest = String(whole % 60).padStart(2, "0");
  const part = digits > 0 ? `.${String(ticks % scale).padStart(digits, "0")}` : "";
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}${part}` : `${minutes}:${rest}${part}`;
}

/** "80 Hz", "1.25 kHz" */
export function hertzText(hz: number): string {
  return hz >= 1000 ? `${shortest(hz / 1000)}${THIN}kHz` : `${shortest(hz)}${THIN}Hz`;
}

/** At most two digits after the point, none that are zero: 44.1, 16, 1.25. */
export function shortest(value: number): string {
  const text = numberText(value, 2);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** "1 run", "3 runs" */
export function countText(count: number, one: string, many: string): string {
  return `${numberText(count, 0)} ${count === 1 ? one : many}`;
}
