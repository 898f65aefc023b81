import { fold, skeletons } from "./fold.js";

const MOST = 12;
const SHORTEST_SKELETON = 3;

/** What is searched of every entity: its name, Latin name and aliases, folded once. */
export function searchIndex(entities) {
  return entities.map((entity) => {
    const spellings = [entity.name, entity.latin, ...entity.aliases.map(([alias]) => alias)].filter(Boolean);
    const folded = [...new Set(spellings.map(fold))];
    return { entity, spellings, folded, skeletons: folded.map(skeletons) };
  });
}

function literalScore(folded, query) {
  if (folded === query) return 4;
  if (` ${folded} `.includes(` ${query} `)) return 3;
  if (` ${folded}`.includes(` ${query}`)) return 2;
  return folded.includes(query) && query.length > 1 ? 1 : 0;
}

function skeletonScore(words, query) {
  if (query.join("").length < SHORTEST_SKELETON) return 0;
  const found = query.every((part) => words.some((word) => word === part));
  return found ? 0.5 + 0.2 * (query.length / words.length) : 0;
}

function score(item, query, querySkeleton) {
  const literal = Math.max(...item.folded.map((folded) => literalScore(folded, query)));
  return literal || Math.max(...item.skeletons.map((words) => skeletonScore(words, querySkeleton)));
}

/** The spelling that was found where it is neither the name nor its Latin form, to show why an entity is in the list. */
function foundAs({ entity, spellings }, query) {
  const found = spellings.find((spelling) => literalScore(fold(spelling), query) > 0) ?? "";
  return [entity.name, entity.latin].includes(found) ? "" : found;
}

/** Entities for a query in Arabic or Latin letters, best first; sounds-alike matches come after literal ones. */
export function search(index, text) {
  const query = fold(text);
  if (!query) return [];
  const querySkeleton = skeletons(query);
  return index
    .map((item) => ({ item, score: score(item, query, querySkeleton) }))
    .filter((hit) => hit.score > 0)
    .sort((a, b) => b.score - a.score || b.item.entity.mentions - a.item.entity.mentions)
    .slice(0, MOST)
    .map(({ item }) => ({ entity: item.entity, as: foundAs(item, query) }));
}
