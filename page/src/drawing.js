// sigma without what costs time at every frame: its layers for picking, which geometry replaces (hits.js), and the search for
// what lies under the pointer while something is dragged.
import Sigma from "sigma";
import { nodeAt, tieAt } from "./hits.js";

/**
 * What is overridden and read here (the three methods, the two caches, the two hovered keys) is private to sigma, so that a new
 * version of sigma must be checked.
 */
export class Drawing extends Sigma {
  constructor(...given) {
    super(...given);
    /** The key of the node that is dragged, null if none is. */
    this.dragged = null;
    this.under = null;
    this.on("afterProcess", () => this.forget());
  }

  createWebGLContext(id, options) {
    return super.createWebGLContext(id, { ...options, picking: false });
  }

  /** Nodes have moved: what lies where is read anew at the next question. */
  forget() {
    this.under = null;
  }

  isPanned() {
    const { isMouseDown, draggedEvents } = this.getMouseCaptor();
    return isMouseDown && draggedEvents > 0;
  }

  getNodeAtPosition(point) {
    if (this.dragged !== null) return this.dragged;
    if (this.isPanned()) return this.hoveredNode;
    return nodeAt(this.viewportToFramedGraph(point), this.shown().nodes, this.scale())?.key ?? null;
  }

  getEdgeAtPoint(x, y) {
    if (this.dragged !== null || this.isPanned()) return this.hoveredEdge;
    return tieAt(this.viewportToFramedGraph({ x, y }), this.shown().ties, this.scale())?.key ?? null;
  }

  /** Nodes and ties that are not hidden, as sigma draws them. */
  shown() {
    if (this.under) return this.under;
    const nodes = [];
    const ties = [];
    const read = (key) => this.nodeDataCache[key];
    this.getGraph().forEachNode((key) => !read(key).hidden && nodes.push({ key, data: read(key) }));
    this.getGraph().forEachEdge((key, _, source, target) => {
      const data = this.edgeDataCache[key];
      const [a, b] = [read(source), read(target)];
      if (!data.hidden && !a.hidden && !b.hidden) ties.push({ key, a, b, data });
    });
    this.under = { nodes, ties };
    return this.under;
  }

  scale() {
    const [from, to] = [{ x: 0, y: 0 }, { x: 1, y: 0 }].map((point) => this.framedGraphToViewport(point));
    return { unit: Math.hypot(to.x - from.x, to.y - from.y), size: this.scaleSize(1) };
  }

  /** Where a node stands on the screen, and its radius there: a function for thousands of them. */
  projection() {
    const [o, x, y] = [{ x: 0, y: 0 }, { x: 1, y: 0 }, { x: 0, y: 1 }].map((point) => this.framedGraphToViewport(point));
    const size = this.scaleSize(1);
    return (key) => {
      const data = this.nodeDataCache[key];
      return {
        x: o.x + data.x * (x.x - o.x) + data.y * (y.x - o.x), y: o.y + data.x * (x.y - o.y) + data.y * (y.y - o.y), r: data.size * size, data,
      };
    };
  }
}
