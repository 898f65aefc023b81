// Prints a GEXF file as graphology reads it (Gephi Lite reads with the same library).
import {readFileSync} from 'node:fs';
import Graph from 'graphology';
import gexf from 'graphology-gexf';

const graph = gexf.parse(Graph, readFileSync(process.argv[2], 'utf-8'), {allowUndefined: false});
console.log(JSON.stringify({type: graph.type, multi: graph.multi, ...graph.export()}));
