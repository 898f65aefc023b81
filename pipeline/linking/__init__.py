"""Which names are one entity: within an article, across articles, by judgement."""
