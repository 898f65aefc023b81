// Elements are only ever made from names, attributes and text nodes: no markup is parsed, so no text can become code.

/** Make an element: `h("a", {href, class, onclick}, "text", child, …)`; null children and false attributes are skipped. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) setAttribute(element, key, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function setAttribute(element, key, value) {
  if (value === false || value === null || value === undefined) return;
  if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
  else if (key === "style") Object.entries(value).forEach(([name, v]) => element.style.setProperty(name, v));
  else element.setAttribute(key, value === true ? "" : String(value));
}

const SVG = "http://www.w3.org/2000/svg";

/** The same for SVG elements. */
export function s(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children.flat(Infinity));
  return element;
}

export const byId = (id) => document.getElementById(id);

/** Words of the corpus: always marked as Arabic, right to left, whatever the language of the page. */
export const arabic = (name, attributes, ...children) => h(name, { lang: "ar", dir: "rtl", ...attributes }, ...children);

/** A span whose direction is found from its own letters, for names that may be Arabic or Latin. */
export const bdi = (text, attributes = {}) => h("bdi", attributes, text);

const LONGEST = 100; // characters: the longest names of ministries and treaties have fewer

/** A name as pictures, tables and lists show it: one that a broken text made endless is cut; its card has it whole. */
export const short = (text) => (isEndless(text) ? `${[...text].slice(0, LONGEST - 1).join("")}…` : text);

export const isEndless = (text) => text.length > LONGEST;

/** Only web addresses become links: `javascript:` and the like stay text. */
export function webAddress(url) {
  try {
    const parsed = new URL(url);
    return ["http:", "https:"].includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}
