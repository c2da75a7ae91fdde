/** Converts between a number of the experiment and the position of a slider. */
import type { NumberField } from '../../experiment/field';

type Slider = NonNullable<NumberField['slider']>;

/** The numbers of a range input: exponents of ten or of two on the scales that are not linear. */
export interface SliderRange {
  min: number;
  max: number;
  step: number;
}

/** On a logarithmic scale of a field that allows 0, the leftmost position means 0. */
const startsAtZero = (field: NumberField, slider: Slider) =>
  slider.scale === 'logarithmic' && field.min === 0 && !field.minExcluded;

export function sliderRange({ scale, low, high, step }: Slider): SliderRange {
  const place = placeOn(scale);
  return { min: place(low), max: place(high), step };
}

/** Returns the slider's position for a value; an end of the slider for values outside its range. */
export function toPlace(slider: Slider, value: number): number {
  const { min, max } = sliderRange(slider);
  const place = placeOn(slider.scale)(value);
  return Number.isNaN(place) ? min : Math.min(max, Math.max(min, place));
}

/** Returns the value for a position: an integer for integer fields, a power of two, or two digits on a logarithmic scale. */
export function fromPlace(field: NumberField, slider: Slider, place: number): number {
  const { min } = sliderRange(slider);
  if (startsAtZero(field, slider) && place <= min) return 0;
  const value = valueOf(slider, place);
  return field.integer ? Math.round(value) : value;
}

function placeOn(scale: Slider['scale']): (value: number) => number {
  switch (scale) {
    case 'linear':
      return (value) => value;
    case 'logarithmic':
      return (value) => round(Math.log10(value));
    case 'powers-of-two':
      return (value) => Math.log2(value);
  }
}

function valueOf({ scale }: Slider, place: number): number {
  switch (scale) {
    case 'linear':
      return round(place);
    case 'logarithmic':
      return Number((10 ** place).toPrecision(2));
    case 'powers-of-two':
      return 2 ** Math.round(place);
  }
}

/** Removes the rounding noise of binary fractions. */
const round = (value: number) => Number(value.toFixed(10));
