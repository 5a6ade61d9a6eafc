import { MOST_DIMENSIONS, sobolDirections } from './sobol-directions.ts';

/** Bits of a coordinate. */
const BITS = 32;

export { MOST_DIMENSIONS };

/**
 * The first points of Sobol's sequence as whole numbers below 2^32, to be divided by 2^32; the first point is zero. They are in
 * Gray-code order (Antonov and Saleev, 1979), as in Joe and Kuo's own program: ACM TOMS 29(1), 2003, remark on algorithm 659, and SIAM
 * J. Sci. Comput. 30(5), 2008. `dimensions` is at most `MOST_DIMENSIONS`.
 */
export function sobolPoints(count: number, dimensions: number): readonly Uint32Array[] {
  const vectors = Array.from({ length: dimensions }, (_, dimension) => directionVectors(dimension));
  const points: Uint32Array[] = [];
  let point = new Uint32Array(dimensions);
  for (let index = 0; index < count; index += 1) {
    points.push(point);
    // The position of the lowest 0 bit of the index, which is the bit that the Gray code changes.
    const place = 31 - Math.clz32(~index & (index + 1));
    point = point.map((coordinate, dimension) => coordinate ^ (vectors[dimension]?.[place] ?? 0));
  }
  return points;
}

/**
 * The direction numbers of a dimension, from 0, as fractions of 2^32. In the first dimension they are 1/2, 1/4 and so on; in the others
 * they follow from a primitive polynomial of degree s with the inner coefficients a, and from m_1 to m_s, by
 * `m_k = 2 a_1 m_(k-1) ^ … ^ 2^(s-1) a_(s-1) m_(k-s+1) ^ 2^s m_(k-s) ^ m_(k-s)`.
 */
function directionVectors(dimension: number): readonly number[] {
  if (dimension === 0) return Array.from({ length: BITS }, (_, place) => (2 ** (BITS - 1 - place)) >>> 0);
  const [degree = 1, inner = 0, ...initial] = (sobolDirections[dimension - 1] ?? '').split(' ').map(Number);
  const vectors = initial.map((number, place) => (number << (BITS - 1 - place)) >>> 0);
  for (let place = degree; place < BITS; place += 1) {
    const first = vectors[place - degree] ?? 0;
    let vector = first ^ (first >>> degree);
    for (let back = 1; back < degree; back += 1) {
      if ((inner >>> (degree - 1 - back)) & 1) vector ^= vectors[place - back] ?? 0;
    }
    vectors.push(vector >>> 0);
  }
  return vectors;
}
