// The embedded tables as objects that know each other. Columns come as arrays of equal length (see pipeline/report.py).

function rows(columns) {
  const names = Object.keys(columns);
  const length = names.length ? columns[names[0]].length : 0;
  return Array.from({ length }, (_, index) => {
    const row = { index };
    for (const name of names) row[name] = columns[name][index];
    return row;
  });
}

function groups(list, key) {
  const found = new Map();
  for (const item of list) {
    if (!found.has(item[key])) found.set(item[key], []);
    found.get(item[key]).push(item);
  }
  return found;
}

/** The words of a sentence: cut from its article where that is embedded, else its own copy. */
export function sentenceText(sentence) {
  return sentence.text ?? sentence.article.text.slice(sentence.start, sentence.end);
}

function relationTies(relations) {
  const ties = new Map();
  for (const relation of relations.filter((row) => row.target)) {
    const key = `${relation.source.index}>${relation.target.index}`;
    if (!ties.has(key)) {
      ties.set(key, { key: `r${key}`, kind: "relations", source: relation.source, target: relation.target, rows: [], weight: 0 });
    }
    const tie = ties.get(key);
    tie.rows.push(relation);
    tie.weight = tie.rows.length;
  }
  return [...ties.values()].map((tie) => {
    const sentences = [...new Set(tie.rows.map((row) => row.sentence))];
    return { ...tie, sentences, more: 0, articles: new Set(sentences.map((sentence) => sentence.article)).size };
  });
}

function dress(model) {
  const { articles, sentences, entities, mentions } = model;
  for (const sentence of sentences) {
    sentence.article = articles[sentence.article];
    sentence.mentions = [];
  }
  for (const mention of mentions) {
    mention.sentence = sentences[mention.sentence];
    mention.entity = entities[mention.entity];
    mention.sentence.mentions.push(mention);
  }
  for (const row of [...model.relations, ...model.quotes]) {
    row.sentence = sentences[row.sentence];
    row.source = entities[row.source];
    row.target = row.target === undefined || row.target < 0 ? null : entities[row.target];
  }
}

function near(model) {
  return model.ties.map((tie) => ({
    ...tie,
    key: `c${tie.index}`,
    kind: "cooccurrence",
    source: model.entities[tie.source],
    target: model.entities[tie.target],
    sentences: tie.sentences.map((index) => model.sentences[index]),
  }));
}

function attach(model) {
  const bySpeaker = groups(model.quotes, "source");
  const named = groups(model.mentions, "entity");
  for (const entity of model.entities) {
    entity.quotes = bySpeaker.get(entity) ?? [];
    entity.sentences = [...new Set((named.get(entity) ?? []).map((mention) => mention.sentence))];
    entity.relations = [];
    entity.ties = { cooccurrence: [], relations: [] };
  }
  for (const relation of model.relations) {
    relation.source.relations.push(relation);
    if (relation.target && relation.target !== relation.source) relation.target.relations.push(relation);
  }
  for (const tie of [...model.near, ...model.said]) {
    tie.source.ties[tie.kind].push(tie);
    if (tie.target !== tie.source) tie.target.ties[tie.kind].push(tie);
  }
  const byArticle = groups(model.sentences, "article");
  for (const article of model.articles) article.sentences = byArticle.get(article) ?? [];
}

/** Read the page's data: articles, sentences, entities, mentions, ties of both kinds, quotes, counts. */
export function readModel(data) {
  const model = { counts: data.counts, left: data.left, title: data.title };
  for (const name of ["articles", "sentences", "entities", "mentions", "ties", "relations", "quotes"]) model[name] = rows(data[name]);
  dress(model);
  model.near = near(model);
  model.said = relationTies(model.relations);
  model.byId = new Map(model.entities.map((entity) => [entity.id, entity]));
  model.articleById = new Map(model.articles.map((article) => [article.id, article]));
  attach(model);
  return model;
}
