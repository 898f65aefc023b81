// Folds spellings so that a search finds variants: أحمد/احمد, الكبرى/الكبري, فتاة/فتاه, with and without diacritics.

const SAME = new Map(
  Object.entries({
    "آأإٱ": "ا",
    "ىئیېے": "ي",
    "ؤ": "و",
    "ة": "ه",
    "ہھۀ": "ه",
    "کگ": "ك",
    "پ": "ب",
    "ڤ": "ف",
    "چ": "ج",
    "ژ": "ز",
    "ء": "",
  }).flatMap(([letters, folded]) => [...letters].map((letter) => [letter, folded])),
);

/** Lower case without marks, tatweel and punctuation; look-alike letters made one; digits Latin; single spaces. */
export function fold(text) {
  const plain = text.normalize("NFKC").normalize("NFD").replace(/[\u064b-\u0652\u0656-\u065f\u0670\u0640\u06d6-\u06ed]/g, "");
  const letters = [...plain.normalize("NFC")].map((letter) => SAME.get(letter) ?? letter).join("");
  return letters
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[٠-٩]/g, (digit) => String(digit.codePointAt(0) - 0x660))
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

// What stays of a name in any script: its consonants, those that Arabic writes alike or newspapers exchange as one class.
const CLASSES = new Map(
  Object.entries({
    b: "بbp", t: "تطةt", c: "ث", j: "جغقكjgqkc", h: "حهhخ", d: "دضd", z: "ذزظz", r: "رr", s: "سصs", x: "شx",
    f: "فvf", l: "لl", m: "مm", n: "نn",
  }).flatMap(([code, letters]) => [...letters].map((letter) => [letter, code])),
);
// Spellings of one sound by two letters; the velar after n is written or not (جونج, جون; Jong) and so never counts.
const DIGRAPHS = [[/sch|sh|ch|تش/g, "ش"], [/ph/g, "f"], [/th/g, "t"], [/kh/g, "خ"], [/gh/g, "g"], [/n[gk]/g, "n"], [/ن[غجقك]/g, "ن"]];
const ARTICLE = /^(ال|al)(?=.{3})/;

function skeletonOfWord(word) {
  const latin = DIGRAPHS.reduce((text, [pattern, code]) => text.replace(pattern, code), word.replace(ARTICLE, ""));
  return [...latin].map((letter) => CLASSES.get(letter) ?? "").join("").replace(/(.)\1+/g, "$1").replace(/(?<=.)h$/, "");
}

/** The consonant skeleton of each word of a folded name: `putin` and `بوتين` are both `btn`. */
export function skeletons(folded) {
  return folded.split(" ").map(skeletonOfWord).filter(Boolean);
}
