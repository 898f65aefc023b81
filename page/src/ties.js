// WebGL program for ties: a strip from middle to middle, for stated relations up to an arrow head at the target's rim.
// What is sent to the graphics card is sent again only when a tie has changed: to move the picture, nothing is. (Instances of one
// strip would be smaller still, but where there is no graphics card Chromium takes ten times as long for them.)
import { EdgeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";
import { ranges } from "./pace.js";

const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
const LEAST = 0.9; // pixels of width that the thinnest tie keeps however far one is away

// a_along and a_across are pixels from the corner's end of the tie, along it and across; a_strip is 0 in an arrow head.
const VERTEX = `
attribute vec2 a_position; attribute vec2 a_direction; attribute float a_along; attribute float a_across; attribute float a_strip; attribute vec4 a_color;
uniform mat3 u_matrix; uniform float u_sizeRatio; uniform float u_correctionRatio;
varying vec4 v_color; varying float v_across; varying float v_half;
const float bias = 255.0 / 254.0;
void main() {
  float across = abs(a_across) / u_sizeRatio;
  if (a_strip > 0.5) {
    v_half = max(across, ${(LEAST / 2).toFixed(2)});
    across = v_half + 0.5;
    v_across = sign(a_across) * across;
  } else {
    v_half = 1000.0;
    v_across = 0.0;
  }
  vec2 normal = vec2(-a_direction.y, a_direction.x);
  vec2 offset = a_direction * a_along / u_sizeRatio + normal * sign(a_across) * across;
  gl_Position = vec4((u_matrix * vec3(a_position + offset * 2.0 * u_correctionRatio, 1)).xy, 0, 1);
  v_color = a_color;
  v_color.a *= bias;
}`;

const FRAGMENT = `
precision mediump float;
varying vec4 v_color; varying float v_across; varying float v_half;
void main(void) {
  gl_FragColor = v_color * clamp(v_half + 0.5 - abs(v_across), 0.0, 1.0);
}`;

const ATTRIBUTES = [
  { name: "a_position", size: 2, type: FLOAT },
  { name: "a_direction", size: 2, type: FLOAT },
  { name: "a_along", size: 1, type: FLOAT },
  { name: "a_across", size: 1, type: FLOAT },
  { name: "a_strip", size: 1, type: FLOAT },
  { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
];

const headLength = (width) => 4 + width * 1.6;

/** Corners as [end (0 source, 1 target), along, across, strip] in pixels. */
function strip(half, back) {
  return [[0, 0, half, 1], [0, 0, -half, 1], [1, -back, half, 1], [1, -back, half, 1], [0, 0, -half, 1], [1, -back, -half, 1]];
}

function head(width, radius) {
  const length = headLength(width);
  return [[1, -radius, 0, 0], [1, -radius - length, length * 0.45, 0], [1, -radius - length, -length * 0.45, 0]];
}

/** `most()` says how many ties, the first of the graph, are to be drawn now besides those that stand out. */
function program(vertices, corners, most) {
  return class TieProgram extends EdgeProgram {
    getDefinition() {
      return {
        VERTICES: vertices, VERTEX_SHADER_SOURCE: VERTEX, FRAGMENT_SHADER_SOURCE: FRAGMENT, METHOD: TRIANGLES,
        UNIFORMS: ["u_matrix", "u_sizeRatio", "u_correctionRatio"], ATTRIBUTES,
      };
    }

    reallocate(capacity) {
      super.reallocate(capacity);
      this.strong = capacity;
      this.changed = true;
    }

    process(index, place, source, target, data) {
      super.process(index, place, source, target, data);
      // sigma sorts by zIndex, so that those that stand out come last.
      if (data.zIndex > 0) this.strong = Math.min(this.strong, place);
      this.changed = true;
    }

    processVisibleItem(_, at, source, target, { size, color }) {
      const [dx, dy] = [target.x - source.x, target.y - source.y];
      const length = Math.hypot(dx, dy) || 1;
      const packed = floatColor(color);
      for (const [end, along, across, inStrip] of corners(size, target.size)) {
        const { x, y } = end ? target : source;
        this.array.set([x, y, dx / length, dy / length, along, across, inStrip, packed], at);
        at += 8;
      }
    }

    bindProgram(program) {
      const { gl, buffer } = program;
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      this.ATTRIBUTES.reduce((offset, attribute) => offset + this.bindAttribute(attribute, program, offset), 0);
      if (this.changed) gl.bufferData(gl.ARRAY_BUFFER, this.array, gl.DYNAMIC_DRAW);
      this.changed = false;
    }

    drawWebGL(method, { gl }) {
      for (const [from, to] of ranges(this.capacity, most(), this.strong)) gl.drawArrays(method, from * vertices, (to - from) * vertices);
    }

    setUniforms(params, { gl, uniformLocations }) {
      gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
      gl.uniform1f(uniformLocations.u_sizeRatio, params.sizeRatio);
      gl.uniform1f(uniformLocations.u_correctionRatio, params.correctionRatio);
    }
  };
}

/** sigma's programs for ties of both kinds. */
export const tiePrograms = (most) => ({
  line: program(6, (width) => strip(width / 2, 0), most),
  arrow: program(9, (width, radius) => [...strip(width / 2, radius + headLength(width) * 0.9), ...head(width, radius)], most),
});
