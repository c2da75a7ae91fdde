import { expect, test } from 'vitest';
import { erf, erfc, erfcx } from './erf';

// x, erf(x), erfc(x) and exp(x²) erfc(x), computed by mpmath with 40 digits and rounded to float64.
const VALUES = [
  [-26, -1, 2, 7.657724931490568e293],
  [-5.5, -0.9999999999999927, 1.9999999999999927, 27443409954929.71],
  [-2, -0.9953222650189527, 1.9953222650189528, 108.94090438997797],
  [-0.7, -0.6778011938374184, 1.6778011938374184, 2.7387021025613167],
  [-0.46875, -0.49261347321793797, 1.492613473217938, 1.859402416871422],
  [-0.1, -0.1124629160182849, 1.1124629160182848, 1.1236433541992095],
  [-1e-9, -1.1283791670955127e-9, 1.0000000011283792, 1.0000000011283792],
  [0, 0, 1, 1],
  [1e-300, 1.1283791670955126e-300, 1, 1],
  [0.25, 0.27632639016823696, 0.7236736098317631, 0.7703465477309968],
  [0.46875, 0.49261347321793797, 0.507386526782062, 0.6320696892495561],
  [0.47, 0.4937450508860821, 0.5062549491139179, 0.6314005166600343],
  [0.5, 0.5204998778130465, 0.4795001221869535, 0.6156903441929259],
  [1, 0.8427007929497149, 0.15729920705028513, 0.427583576155807],
  [1.75, 0.9866716712191824, 0.013328328780817557, 0.2849722347374364],
  [3, 0.9999779095030014, 2.209049699858544e-5, 0.17900115118138996],
  [4, 0.9999999845827421, 1.541725790028002e-8, 0.13699945762506138],
  [4.001, 0.9999999847092178, 1.5290782173248732e-8, 0.13696708158271878],
  [5.9, 0.9999999999999999, 7.190409783550478e-17, 0.09430713614832703],
  [9, 1, 4.13703174651381e-37, 0.06230772403777468],
  [20, 1, 5.395865611607901e-176, 0.02817434874105132],
  [26, 1, 5.663192408856143e-296, 0.021683584850562907],
] as const;

/** Relative error; absolute error if the expected value is 0. */
const error = (got: number, expected: number) => Math.abs(got - expected) / (Math.abs(expected) || 1);

test.each(VALUES)('erf, erfc and erfcx of %s', (x, erfValue, erfcValue, erfcxValue) => {
  expect(error(erf(x), erfValue)).toBeLessThan(1e-15);
  expect(error(erfc(x), erfcValue)).toBeLessThan(1e-15);
  expect(error(erfcx(x), erfcxValue)).toBeLessThan(1e-15);
});

test('erf, erfc and erfcx at infinities, at large arguments and at NaN', () => {
  expect([erf(Infinity), erf(-Infinity), erfc(Infinity), erfc(-Infinity)]).toEqual([1, -1, 0, 2]);
  expect([erfcx(Infinity), erfcx(-30)]).toEqual([0, Infinity]);
  // erfcx(x) → 1/(x√π) (Abramowitz and Stegun 7.1.23).
  expect(error(erfcx(1e200), 1e-200 / Math.sqrt(Math.PI))).toBeLessThan(1e-15);
  expect([erf(NaN), erfc(NaN), erfcx(NaN)]).toEqual([NaN, NaN, NaN]);
});
