/**
 * What values the operators of conditions can read.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */

/** `true` or `false`, in any case. */
export function isBooleanValue(text: string): boolean {
  return /^(?:true|false)$/i.test(text);
}

/** A number in decimal notation, with or without an exponent. */
export function isNumberValue(text: string): boolean {
  return /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/i.test(text);
}

/** Seconds since 1970. */
export function isEpochValue(text: string): boolean {
  return /^\s*-?\d{5,}(?:\.\d+)?\s*$/.test(text);
}

const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z|[-+]\d\d:?\d\d)?)?)?)?$/i;

/** A date or time in the form of ISO 8601 that the W3C recommends: https://www.w3.org/TR/NOTE-datetime */
export function isDateValue(text: string): boolean {
  const [whole, , month = '01', day = '01', hour = '00', minute = '00', second = '00'] = DATE.exec(text.trim()) ?? [];
  if (whole === undefined) return false;
  const isOnClock = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 61;
  return isOnClock && Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
}

/** Binary data as Base64 writes it. */
export function isBase64Value(text: string): boolean {
  return text.length % 4 === 0 && /^[a-z\d+/]*={0,2}$/i.test(text);
}
