import { clipTo } from '../canvas';
import { mix, parseColor } from '../../design/color';
import { zeroContour } from '../contour';
import type { LinePlugin } from '../register';

/** Probabilities of each class on a grid over the plane: [rows, columns, classes], the top row first. */
export interface ProbabilityField {
  columns: number;
  rows: number;
  classes: number;
  probabilities: Float32Array;
}

/** Returns the class with the largest probability in a cell, the first one in a tie. */
export function likeliestClass({ classes, probabilities }: ProbabilityField, cell: number): number {
  let likeliest = 0;
  for (let label = 1; label < classes; label++) {
    if (probabilities[cell * classes + label] > probabilities[cell * classes + likeliest]) likeliest = label;
  }
  return likeliest;
}

export interface FieldPoint {
  x: number;
  y: number;
  label: number;
  heldOut: boolean;
}

export interface FieldModel {
  field: ProbabilityField | null;
  points: readonly FieldPoint[];
  colors: readonly string[];
  ink: string;
  panel: string;
}

/** Strength of a class's colour where its probability is 1. */
const STRONGEST = 0.42;
const POINT_RADIUS = 1.9;

/**
 * Draws a classifier's predictions over the plane: the likeliest class's colour, paler where it is less certain, upscaled
 * smoothly from a coarse grid, with a line where two classes are equally likely. The data are drawn on top: training points
 * filled, held-out points as rings.
 */
export function probabilityField(read: () => FieldModel): LinePlugin {
  const image = document.createElement('canvas');
  let painted: ProbabilityField | null = null;
  let paintedWith = '';
  return {
    id: 'probability-field',
    beforeDatasetsDraw({ ctx, chartArea, scales: { x, y } }) {
      const model = read();
      const { left, top, right, bottom } = chartArea;
      ctx.save();
      clipTo(ctx, chartArea);
      if (model.field) {
        const scheme = model.colors.join() + model.panel;
        if (painted !== model.field || paintedWith !== scheme) paintField(image, model.field, model);
        painted = model.field;
        paintedWith = scheme;
        ctx.imageSmoothingEnabled = true;
        ctx.imageSmoothingQuality = 'high';
        // The grid's outer samples are on the area's edges, but an image's pixels are sampled at their centres.
        const cellWidth = (right - left) / (model.field.columns - 1);
        const cellHeight = (bottom - top) / (model.field.rows - 1);
        ctx.drawImage(image, left - cellWidth / 2, top - cellHeight / 2, right - left + cellWidth, bottom - top + cellHeight);
        drawBoundaries(model.field, cellWidth, cellHeight);
      }
      for (const point of model.points) drawPoint(point);
      ctx.restore();

      function drawBoundaries(
        { columns, rows, classes, probabilities }: ProbabilityField,
        width: number,
        height: number,
      ): void {
        ctx.strokeStyle = model.ink;
        ctx.lineWidth = 1.25;
        ctx.beginPath();
        const lead = new Float32Array(columns * rows);
        // With two classes, both have the same boundary.
        for (let label = classes === 2 ? 1 : 0; label < classes; label++) {
          for (let cell = 0; cell < lead.length; cell++) {
            let best = -Infinity;
            for (let other = 0; other < classes; other++) {
              if (other !== label) best = Math.max(best, probabilities[cell * classes + other]);
            }
            lead[cell] = probabilities[cell * classes + label] - best;
          }
          zeroContour(lead, columns, rows, (x0, y0, x1, y1) => {
            ctx.moveTo(left + x0 * width, top + y0 * height);
            ctx.lineTo(left + x1 * width, top + y1 * height);
          });
        }
        ctx.stroke();
      }

      function drawPoint(point: FieldPoint): void {
        const color = model.colors[point.label % model.colors.length];
        ctx.beginPath();
        ctx.arc(x.getPixelForValue(point.x), y.getPixelForValue(point.y), POINT_RADIUS, 0, 2 * Math.PI);
        ctx.fillStyle = point.heldOut ? model.panel : color;
        ctx.strokeStyle = point.heldOut ? color : model.panel;
        ctx.lineWidth = point.heldOut ? 1.1 : 0.6;
        ctx.fill();
        ctx.stroke();
      }
    },
  };
}

function paintField(image: HTMLCanvasElement, field: ProbabilityField, { colors, panel }: FieldModel): void {
  const { columns, rows, classes, probabilities } = field;
  image.width = columns;
  image.height = rows;
  const surface = image.getContext('2d');
  if (!surface) return;
  const pixels = surface.createImageData(columns, rows);
  const ground = parseColor(panel);
  const hues = colors.map(parseColor);
  for (let cell = 0; cell < columns * rows; cell++) {
    const likeliest = likeliestClass(field, cell);
    const certainty = (probabilities[cell * classes + likeliest] * classes - 1) / (classes - 1);
    const share = Number.isFinite(certainty) ? STRONGEST * Math.max(0, certainty) : 0;
    const [red, green, blue] = mix(ground, hues[likeliest % hues.length], share);
    pixels.data.set([red, green, blue, 255], cell * 4);
  }
  surface.putImageData(pixels, 0, 0);
}
