# Written by `python -m pipeline rules > stages.mk`; a test holds it against pipeline/stages.py.
# A stage's target is its record (what it made, from what): outputs/stages/NAME.json.

.PHONY: articles
articles: $(S)/articles.json ## read the articles and find their bodies
$(S)/articles.json: $(S)/input.json \
		models/articles/boilerplate.tsv \
		pipeline/body.py \
		pipeline/errors.py \
		pipeline/letters.py \
		pipeline/articles.py \
		pipeline/contract.py \
		pipeline/decoding.py \
		pipeline/files.py \
		pipeline/metadata.py \
		pipeline/records.py \
		pipeline/sources.py
	$(MAKE_STAGE) articles

$(S)/skipped.json: $(S)/articles.json ;

.PHONY: tokens
tokens: $(S)/tokens.json ## sentences and words, proclitics split off
$(S)/tokens.json: $(S)/articles.json \
		models/tokens/proclitics.npz \
		pipeline/errors.py \
		pipeline/letters.py \
		pipeline/proclitics.py \
		models/articles/abbreviations.tsv \
		pipeline/sentences.py \
		pipeline/contract.py \
		pipeline/files.py \
		pipeline/nearby.py \
		pipeline/tokens.py \
		pipeline/words.py
	$(MAKE_STAGE) tokens

.PHONY: sentences
sentences: $(S)/sentences.json ## the sentences
$(S)/sentences.json: $(S)/articles.json \
		$(S)/tokens.json \
		pipeline/cooccurrences.py \
		pipeline/finals.py
	$(MAKE_STAGE) sentences

.PHONY: mentions
mentions: $(S)/mentions.json ## tag the names
$(S)/mentions.json: $(S)/articles.json \
		$(S)/tokens.json \
		$(shell find models/tagger -type f) \
		pipeline/errors.py \
		pipeline/taggers/__init__.py \
		pipeline/taggers/camel.py \
		pipeline/taggers/document.py \
		pipeline/taggers/embedded.py \
		pipeline/taggers/field.py \
		pipeline/taggers/labels.py \
		pipeline/taggers/spans.py \
		pipeline/taggers/stanza.py \
		pipeline/taggers/vote.py \
		pipeline/taggers/words.py \
		pipeline/words.py \
		$(S)/options.json \
		pipeline/contract.py \
		pipeline/files.py \
		pipeline/mentions.py \
		$(wildcard $(MENTIONS)) \
		pipeline/decoding.py \
		pipeline/given.py
	$(MAKE_STAGE) mentions

.PHONY: claims
claims: $(S)/claims.json ## relations and quotes between mentions
$(S)/claims.json: $(S)/articles.json \
		$(S)/tokens.json \
		$(S)/mentions.json \
		$(shell find models/relations -type f) \
		pipeline/candidates.py \
		pipeline/clauses.py \
		pipeline/demonyms.py \
		pipeline/inflection.py \
		pipeline/letters.py \
		pipeline/relationmodel.py \
		pipeline/wordclasses.py \
		pipeline/__init__.py \
		pipeline/chunks.py \
		pipeline/claimreader.py \
		pipeline/claims.py \
		pipeline/contract.py \
		pipeline/errors.py \
		pipeline/events.py \
		pipeline/evidence.py \
		pipeline/files.py \
		pipeline/frames.py \
		pipeline/persons.py \
		pipeline/quoting.py
	$(MAKE_STAGE) claims

.PHONY: names
names: $(S)/names.json ## each article's names, bare ones resolved
$(S)/names.json: $(S)/articles.json \
		$(S)/tokens.json \
		$(S)/mentions.json \
		$(S)/claims.json \
		$(shell find models/linking -type f) \
		models/relations/demonyms.tsv \
		pipeline/__init__.py \
		pipeline/contract.py \
		pipeline/coreference.py \
		pipeline/demonyms.py \
		pipeline/editmodel.py \
		pipeline/errors.py \
		pipeline/files.py \
		pipeline/letters.py \
		pipeline/linking.py \
		pipeline/namekeys.py \
		pipeline/nameparts.py \
		pipeline/namewords.py \
		pipeline/orglabel.py \
		pipeline/places.py \
		pipeline/romanize.py \
		pipeline/similarity.py \
		pipeline/transliterator.py \
		pipeline/wordmodel.py \
		pipeline/wordpairs.py \
		pipeline/clustering.py \
		pipeline/names.py \
		pipeline/offices.py \
		pipeline/units.py \
		pipeline/whereabouts.py
	$(MAKE_STAGE) names

.PHONY: signatures
signatures: $(S)/signatures.json ## what near-duplicates are found by
$(S)/signatures.json: $(S)/articles.json \
		pipeline/contract.py \
		pipeline/duplicates.py \
		pipeline/errors.py \
		pipeline/files.py \
		pipeline/letters.py
	$(MAKE_STAGE) signatures

.PHONY: duplicates
duplicates: $(S)/duplicates.json ## which articles repeat another
$(S)/duplicates.json: $(S)/signatures.json \
		pipeline/contract.py \
		pipeline/duplicates.py \
		pipeline/errors.py \
		pipeline/files.py \
		pipeline/letters.py
	$(MAKE_STAGE) duplicates

.PHONY: links
links: $(S)/links.json ## bring the spellings of each entity together
$(S)/links.json: $(S)/names.json \
		$(wildcard $(JUDGEMENTS)) \
		pipeline/contract.py \
		pipeline/errors.py \
		pipeline/files.py \
		pipeline/judgements.py \
		$(shell find models/linking -type f) \
		models/relations/demonyms.tsv \
		pipeline/__init__.py \
		pipeline/coreference.py \
		pipeline/demonyms.py \
		pipeline/editmodel.py \
		pipeline/letters.py \
		pipeline/linking.py \
		pipeline/namekeys.py \
		pipeline/nameparts.py \
		pipeline/namewords.py \
		pipeline/orglabel.py \
		pipeline/places.py \
		pipeline/romanize.py \
		pipeline/similarity.py \
		pipeline/transliterator.py \
		pipeline/wordmodel.py \
		pipeline/wordpairs.py \
		pipeline/blocking.py \
		pipeline/clustering.py \
		pipeline/compatible.py \
		pipeline/corpus.py \
		pipeline/fixedpoints.py \
		pipeline/links.py \
		pipeline/offices.py \
		pipeline/units.py \
		pipeline/verdicts.py \
		pipeline/whereabouts.py
	$(MAKE_STAGE) links

.PHONY: entities
entities: $(S)/entities.json ## people, places, organizations
$(S)/entities.json: $(S)/names.json \
		$(S)/links.json \
		$(S)/mentions.json \
		$(S)/claims.json \
		$(S)/articles.json \
		$(shell find models/linking -type f) \
		models/relations/demonyms.tsv \
		pipeline/__init__.py \
		pipeline/contract.py \
		pipeline/coreference.py \
		pipeline/demonyms.py \
		pipeline/editmodel.py \
		pipeline/errors.py \
		pipeline/files.py \
		pipeline/letters.py \
		pipeline/linking.py \
		pipeline/namekeys.py \
		pipeline/nameparts.py \
		pipeline/namewords.py \
		pipeline/orglabel.py \
		pipeline/places.py \
		pipeline/romanize.py \
		pipeline/similarity.py \
		pipeline/transliterator.py \
		pipeline/wordmodel.py \
		pipeline/wordpairs.py \
		pipeline/entities.py
	$(MAKE_STAGE) entities

.PHONY: aliases
aliases: $(S)/aliases.json ## their spellings
$(S)/aliases.json: $(S)/names.json \
		$(S)/links.json \
		pipeline/aliases.py \
		pipeline/contract.py \
		pipeline/errors.py \
		pipeline/files.py
	$(MAKE_STAGE) aliases

.PHONY: merges
merges: $(S)/merges.json ## why they were brought together
$(S)/merges.json: $(S)/names.json \
		$(S)/links.json \
		$(S)/sentences.json \
		pipeline/contract.py \
		pipeline/errors.py \
		pipeline/files.py \
		pipeline/merges.py
	$(MAKE_STAGE) merges

.PHONY: article_list
article_list: $(S)/article_list.json ## the articles
$(S)/article_list.json: $(S)/articles.json \
		$(S)/duplicates.json \
		pipeline/cooccurrences.py \
		pipeline/finals.py
	$(MAKE_STAGE) article_list

.PHONY: linked_mentions
linked_mentions: $(S)/linked_mentions.json ## mentions with their entities
$(S)/linked_mentions.json: $(S)/mentions.json \
		$(S)/links.json \
		$(S)/entities.json \
		pipeline/cooccurrences.py \
		pipeline/finals.py
	$(MAKE_STAGE) linked_mentions

.PHONY: relations
relations: $(S)/relations.json ## who is what, who met whom
$(S)/relations.json: $(S)/claims.json \
		$(S)/mentions.json \
		$(S)/links.json \
		$(S)/entities.json \
		pipeline/claimlinks.py \
		pipeline/contract.py \
		pipeline/errors.py \
		pipeline/files.py \
		pipeline/relations.py
	$(MAKE_STAGE) relations

.PHONY: quotes
quotes: $(S)/quotes.json ## who said what
$(S)/quotes.json: $(S)/claims.json \
		$(S)/mentions.json \
		$(S)/links.json \
		$(S)/entities.json \
		pipeline/claimlinks.py \
		pipeline/contract.py \
		pipeline/errors.py \
		pipeline/files.py \
		pipeline/quotes.py
	$(MAKE_STAGE) quotes

.PHONY: pair_counts
pair_counts: $(S)/pair_counts.json ## pairs in shared sentences
$(S)/pair_counts.json: $(S)/linked_mentions.json \
		$(S)/sentences.json \
		$(S)/article_list.json \
		pipeline/cooccurrences.py
	$(MAKE_STAGE) pair_counts

.PHONY: evidence
evidence: $(S)/evidence.json ## the sentences behind the pairs
$(S)/evidence.json: $(S)/linked_mentions.json \
		$(S)/sentences.json \
		$(S)/entities.json \
		pipeline/cooccurrences.py
	$(MAKE_STAGE) evidence

.PHONY: pair_sums
pair_sums: $(S)/pair_sums.json ## the pairs' sums
$(S)/pair_sums.json: $(S)/pair_counts.json \
		pipeline/cooccurrences.py \
		pipeline/finals.py
	$(MAKE_STAGE) pair_sums

.PHONY: cooccurrences
cooccurrences: $(S)/cooccurrences.json ## who is named with whom
$(S)/cooccurrences.json: $(S)/pair_sums.json \
		$(S)/entities.json \
		pipeline/cooccurrences.py
	$(MAKE_STAGE) cooccurrences

.PHONY: tables
tables: $(S)/tables.json ## write tables/*.csv and tables.xlsx
$(S)/tables.json: $(S)/article_list.json \
		$(S)/skipped.json \
		$(S)/sentences.json \
		$(S)/linked_mentions.json \
		$(S)/entities.json \
		$(S)/aliases.json \
		$(S)/merges.json \
		$(S)/relations.json \
		$(S)/quotes.json \
		$(S)/cooccurrences.json \
		$(S)/evidence.json \
		pipeline/__init__.py \
		pipeline/contract.py \
		pipeline/errors.py \
		pipeline/files.py \
		pipeline/gexf.py \
		pipeline/graph.py \
		pipeline/layout.py \
		pipeline/lettering.py \
		pipeline/letters.py \
		pipeline/measures.py \
		pipeline/pagedata.py \
		pipeline/pictures.py \
		pipeline/products.py \
		pipeline/report.py \
		pipeline/spreadsheet.py
	$(MAKE_STAGE) tables

.PHONY: graph
graph: $(S)/graph.json ## write graph/ for Gephi
$(S)/graph.json: $(S)/article_list.json \
		$(S)/linked_mentions.json \
		$(S)/entities.json \
		$(S)/relations.json \
		$(S)/cooccurrences.json \
		$(S)/evidence.json \
		pipeline/__init__.py \
		pipeline/contract.py \
		pipeline/errors.py \
		pipeline/files.py \
		pipeline/gexf.py \
		pipeline/graph.py \
		pipeline/layout.py \
		pipeline/lettering.py \
		pipeline/letters.py \
		pipeline/measures.py \
		pipeline/pagedata.py \
		pipeline/pictures.py \
		pipeline/products.py \
		pipeline/report.py \
		pipeline/spreadsheet.py
	$(MAKE_STAGE) graph

.PHONY: page
page: $(S)/page.json ## write report.html
$(S)/page.json: $(S)/articles.json \
		$(S)/article_list.json \
		$(S)/sentences.json \
		$(S)/linked_mentions.json \
		$(S)/entities.json \
		$(S)/aliases.json \
		$(S)/merges.json \
		$(S)/relations.json \
		$(S)/quotes.json \
		$(S)/cooccurrences.json \
		$(S)/evidence.json \
		$(S)/graph.json \
		pipeline/__init__.py \
		pipeline/contract.py \
		pipeline/errors.py \
		pipeline/files.py \
		pipeline/gexf.py \
		pipeline/graph.py \
		pipeline/layout.py \
		pipeline/lettering.py \
		pipeline/letters.py \
		pipeline/measures.py \
		pipeline/pagedata.py \
		pipeline/pictures.py \
		pipeline/products.py \
		pipeline/report.py \
		pipeline/spreadsheet.py
	$(MAKE_STAGE) page

$(OUTPUTS)/run.json: $(S)/tables.json $(S)/graph.json $(S)/page.json
	$(MAKE_STAGE) run
