import type { Decimal } from 'decimal.js';

type Coefficients = readonly string[];

/** Within 0.425 of a half, in terms of r = 0.425^2 - q^2. */
const CENTRE: readonly [Coefficients, Coefficients] = [
  [
    ...['3.3871328727963666080', '133.14166789178437745', '1971.5909503065514427', '13731.693765509461125'],
    ...['45921.953931549871457', '67265.770927008700853', '33430.575583588128105', '2509.0809287301226727'],
  ],
  [
    ...['1', '42.313330701600911252', '687.18700749205790830', '5394.1960214247511077'],
    ...['21213.794301586595867', '39307.895800092710610', '28729.085735721942674', '5226.4952788528545610'],
  ],
];

/** Further out, where r = sqrt(-ln(tail)) is at most 5, in terms of r - 1.6. */
const MIDDLE: readonly [Coefficients, Coefficients] = [
  [
    ...[
      '1.42343711074968357734',
      '4.63033784615654529590',
      '5.76949722146069140550',
      '3.64784832476320460504',
    ],
    ...[
      '1.27045825245236838258',
      '0.241780725177450611770',
      '0.0227238449892691845833',
      '0.000774545014278341407640',
    ],
  ],
  [
    ...['1', '2.05319162663775882187', '1.67638483018380384940', '0.689767334985100004550'],
    ...[
      '0.148103976427480074590',
      '0.0151986665636164571966',
      '0.000547593808499534494600',
      '1.05075007164441684324e-9',
    ],
  ],
];

/** Beyond, in terms of r - 5. */
const TAIL: readonly [Coefficients, Coefficients] = [
  [
    ...[
      '6.65790464350110377720',
      '5.46378491116411436990',
      '1.78482653991729133580',
      '0.296560571828504891230',
    ],
    ...[
      '0.0265321895265761230930',
      '0.00124266094738807843860',
      '0.0000271155556874348757815',
      '2.01033439929228813265e-7',
    ],
  ],
  [
    ...['1', '0.599832206555887937690', '0.136929880922735805310', '0.0148753612908506148525'],
    ...[
      '0.000786869131145613259100',
      '0.0000184631831751005468180',
      '1.42151175831644588870e-7',
      '2.04426310338993978564e-15',
    ],
  ],
];

/**
 * The number that a standard normal variable is below with probability `p`, from 0 to 1, both excluded. Algorithm AS 241, PPND16,
 * accurate to about 1 part in 10^16: M. J. Wichura, "The percentage points of the normal distribution", Applied Statistics 37(3),
 * 1988. It uses decimal arithmetic, so the machine's logarithm makes no difference.
 */
export function normalQuantile(p: Decimal): Decimal {
  const q = p.minus('0.5');
  if (q.abs().lessThanOrEqualTo('0.425')) return q.times(ratio(CENTRE, q.times(q).neg().plus('0.180625')));
  const tail = q.isNegative() ? p : p.neg().plus(1);
  const r = tail.ln().neg().sqrt();
  const size = r.lessThanOrEqualTo(5) ? ratio(MIDDLE, r.minus('1.6')) : ratio(TAIL, r.minus(5));
  return q.isNegative() ? size.neg() : size;
}

/** Two polynomials; the coefficients start with the constant. */
function ratio([above, below]: readonly [Coefficients, Coefficients], r: Decimal): Decimal {
  return polynomial(above, r).div(polynomial(below, r));
}

function polynomial(coefficients: Coefficients, r: Decimal): Decimal {
  return coefficients.reduceRight((sum: Decimal, coefficient) => sum.times(r).plus(coefficient), r.times(0));
}
