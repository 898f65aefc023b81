// One WebGL program for all nodes: circle, diamond or square by type (so that colour never speaks alone), with a thin ring.
// Each node is a rectangle (of a diamond, one on its corner) no larger than its shape, which the fragment shader cuts out: without a
// graphics card the pixels are what takes time.
import { NodeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";

const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
const CORNERS = [[-1, -1], [1, -1], [-1, 1], [-1, 1], [1, -1], [1, 1]];
const CODES = { circle: 0, diamond: 1, square: 2 };

const VERTEX = `
attribute vec4 a_color; attribute vec2 a_position; attribute float a_size; attribute float a_shape; attribute vec2 a_corner;
uniform mat3 u_matrix; uniform float u_sizeRatio; uniform float u_correctionRatio;
varying vec4 v_color; varying vec2 v_vector; varying float v_radius; varying float v_shape;
const float bias = 255.0 / 254.0;
void main() {
  float radius = a_size * u_correctionRatio / u_sizeRatio * 2.0;
  // A diamond and a square have the circle's area.
  vec2 corner = a_corner;
  if (a_shape > 1.5) corner *= 0.886;
  else if (a_shape > 0.5) corner = 0.6265 * vec2(a_corner.x + a_corner.y, a_corner.y - a_corner.x);
  v_vector = radius * corner; v_radius = radius; v_shape = a_shape;
  gl_Position = vec4((u_matrix * vec3(a_position + v_vector, 1)).xy, 0, 1);
  v_color = a_color;
  v_color.a *= bias;
}`;

const FRAGMENT = `
precision highp float;
varying vec4 v_color; varying vec2 v_vector; varying float v_radius; varying float v_shape;
uniform float u_correctionRatio; uniform vec4 u_ring;
const vec4 transparent = vec4(0.0);
void main(void) {
  vec2 p = abs(v_vector);
  float reach = length(p);
  if (v_shape > 1.5) reach = max(p.x, p.y) * 1.129;
  else if (v_shape > 0.5) reach = (p.x + p.y) * 0.798;
  float feather = u_correctionRatio * 1.6;
  float inside = v_radius - reach;
  vec4 filled = mix(u_ring, v_color, smoothstep(feather * 1.0, feather * 2.0, inside));
  gl_FragColor = mix(transparent, filled, smoothstep(0.0, feather, inside));
}`;

function channels(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
}

/** A sigma node program; `ring()` gives the colour of the rim, which follows the theme. */
export function shapeProgram(ring) {
  return class ShapeProgram extends NodeProgram {
    getDefinition() {
      return {
        VERTICES: 6,
        VERTEX_SHADER_SOURCE: VERTEX,
        FRAGMENT_SHADER_SOURCE: FRAGMENT,
        METHOD: TRIANGLES,
        UNIFORMS: ["u_sizeRatio", "u_correctionRatio", "u_matrix", "u_ring"],
        ATTRIBUTES: [
          { name: "a_position", size: 2, type: FLOAT },
          { name: "a_size", size: 1, type: FLOAT },
          { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
          { name: "a_shape", size: 1, type: FLOAT },
          { name: "a_corner", size: 2, type: FLOAT },
        ],
      };
    }

    processVisibleItem(_, at, data) {
      const shared = [data.x, data.y, data.size, floatColor(data.color), CODES[data.shape] ?? 0];
      CORNERS.forEach((corner, number) => this.array.set([...shared, ...corner], at + 7 * number));
    }

    setUniforms(params, { gl, uniformLocations }) {
      gl.uniform1f(uniformLocations.u_correctionRatio, params.correctionRatio);
      gl.uniform1f(uniformLocations.u_sizeRatio, params.sizeRatio);
      gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
      gl.uniform4f(uniformLocations.u_ring, ...channels(ring()), 1);
    }
  };
}
