// The page's own words in both languages (strings.json); numbers in Latin digits, plurals by the language's rules.
import strings from "./strings.json";

let language = "ar";
const LOCALES = { ar: "ar-u-nu-latn", en: "en" };

export const currentLanguage = () => language;

export function setLanguage(chosen) {
  language = chosen;
  document.documentElement.lang = chosen;
  document.documentElement.dir = chosen === "ar" ? "rtl" : "ltr";
}

export const number = (value) => new Intl.NumberFormat(LOCALES[language]).format(value);

export const decimal = (value) => new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 2, signDisplay: "negative" }).format(value);

export const percent = (value) => new Intl.NumberFormat(LOCALES[language], { style: "percent" }).format(value);

/** A day as people write it; what is no date is shown as it stands. */
export function day(value) {
  const parsed = new Date(`${value.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(parsed.getTime())) return value;
  return new Intl.DateTimeFormat(LOCALES[language], { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" }).format(parsed);
}

const shownValue = (value) => (typeof value === "number" ? number(value) : value);

/** The string of a key; `{n}` chooses the plural form and, like other `{names}`, is filled in. */
export function t(key, values = {}) {
  const entry = strings[key]?.[language];
  if (entry === undefined) throw new Error(`no string ${key} in ${language}`);
  const text = typeof entry === "string" ? entry : entry[new Intl.PluralRules(language).select(values.n)] ?? entry.other;
  return text.replace(/\{(\w+)\}/g, (_, name) => shownValue(values[name]));
}

/** A key that may be unknown (a relation, a type of a newer table): its own letters then, underscores as spaces. */
export const known = (prefix, key) => (strings[prefix + key] ? t(prefix + key) : key.replaceAll("_", " "));
