// What of the model is to be seen. Pure: model and choices in, entities and ties out.

export function noChoices() {
  return { kind: "cooccurrence", types: null, weight: 1, from: "", to: "", community: "", loose: true };
}

function inRange(sentence, { from, to }) {
  const day = sentence.article.published.slice(0, 10);
  return day !== "" && (!from || day >= from) && (!to || day <= to);
}

/** A tie's weight within the dates: its own without dates, else the sentences in range (never more than its own). */
export function weightWithin(tie, choices) {
  if (!choices.from && !choices.to) return tie.weight;
  return Math.min(tie.weight, tie.sentences.filter((sentence) => inRange(sentence, choices)).length);
}

function entityFits(entity, choices) {
  if (choices.types && !choices.types.has(entity.type)) return false;
  if (choices.community !== "" && String(entity.community) !== choices.community) return false;
  if (!choices.from && !choices.to) return true;
  return entity.sentences.some((sentence) => inRange(sentence, choices));
}

/**
 * The entities and ties that the choices leave.
 * @returns {{entities: Set<object>, ties: Map<string, {tie: object, weight: number}>}} ties by key, with weights within the dates
 */
export function filtered(model, choices) {
  const fitting = new Set(model.entities.filter((entity) => entityFits(entity, choices)));
  const ties = new Map();
  const tied = new Set();
  for (const tie of choices.kind === "relations" ? model.said : model.near) {
    const weight = weightWithin(tie, choices);
    if (weight < choices.weight || weight === 0 || !fitting.has(tie.source) || !fitting.has(tie.target)) continue;
    ties.set(tie.key, { tie, weight });
    tied.add(tie.source).add(tie.target);
  }
  return { entities: choices.loose ? fitting : new Set([...fitting].filter((entity) => tied.has(entity))), ties };
}
